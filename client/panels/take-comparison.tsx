/** The comparison at hand as a file: a redline in Word or as a page, and how far its writing is. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { refusalFrom } from '../asked.ts';
import { type Format, keepFile, takeFile } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import type { Compared } from './compare-sheet.tsx';
import { Trouble } from './controls.tsx';

interface TakeComparisonProps {
  readonly draft: string;
  readonly compared: Compared;
}

const TAKEN = ['docx', 'html'] as const satisfies readonly Format[];

type Taking =
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing'; readonly as: Format }
  | { readonly kind: 'done'; readonly name: string }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly code: string };

export function TakeComparison({ draft, compared }: TakeComparisonProps): ReactNode {
  const { t } = useText();
  const { taking, take, stop } = useTaking(draft, compared);
  return (
    <div className="take-comparison">
      <div className="panel-tools">
        {taking.kind === 'writing' && <span>{t('export.writing')}</span>}
        {TAKEN.map((as) => {
          // The button that was pressed stops it: the focus stays where it is.
          const isWriting = taking.kind === 'writing' && taking.as === as;
          return (
            <Button
              key={as}
              className="button small"
              isDisabled={taking.kind === 'writing' && !isWriting}
              onPress={() => (isWriting ? stop() : void take(as))}
            >
              {isWriting ? t('export.stop') : t('compare.take', { format: t(`format.${as}`) })}
            </Button>
          );
        })}
      </div>
      {taking.kind === 'done' && <p role="status">{t('export.done', { name: taking.name })}</p>}
      {taking.kind === 'stopped' && <p role="status">{t('export.stopped')}</p>}
      {taking.kind === 'failed' && (
        <Trouble>
          {sayCode(t, 'refusal', taking.code)} {t('export.not-written')}
        </Trouble>
      )}
    </div>
  );
}

function useTaking(draft: string, { from, to }: Compared) {
  const { t } = useText();
  const [taking, setTaking] = useState<Taking>({ kind: 'idle' });
  const ending = useRef<AbortController>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written is of the texts that were compared then
  useEffect(() => {
    setTaking({ kind: 'idle' });
    return () => ending.current?.abort();
  }, [draft, from, to]);
  const take = async (as: Format): Promise<void> => {
    const { signal } = (ending.current = new AbortController());
    const pair = { base: from, ...(to ? { revision: to } : {}) };
    setTaking({ kind: 'writing', as });
    try {
      const file = await takeFile(draft, { as, rendition: 'redline', paper: 'a4', ...pair }, signal);
      keepFile(file);
      setTaking({ kind: 'done', name: file.name });
      announce(t('export.done', { name: file.name }));
    } catch (error) {
      const { code } = refusalFrom(error);
      setTaking(code === 'stopped' ? { kind: 'stopped' } : { kind: 'failed', code });
    }
  };
  return { taking, take, stop: () => ending.current?.abort() };
}
