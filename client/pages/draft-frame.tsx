/** The text as issued: columns only where the draft has them; the editor inside, or the base text to read. */
import { type ReactNode, type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import type { DraftCard } from '../../shared/house/act.ts';
import { api } from '../api.ts';
import { useAsked } from '../asked.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from '../panels/controls.tsx';
import type { DraftReading } from '../panels/reading.ts';
import { ColumnHeads, DraftText } from '../reading/draft-text.tsx';
import { columnsOf, layoutOf } from '../reading/layout.ts';
import type { View } from './room-state.ts';

interface DraftFrameProps {
  readonly draft: string;
  readonly meta: DraftCard | undefined;
  readonly mount: RefObject<HTMLDivElement | null>;
  readonly reading: DraftReading | undefined;
  readonly view: View;
}

export function DraftFrame({ draft, meta, mount, reading, view }: DraftFrameProps): ReactNode {
  const blocks = reading?.document.blocks;
  const layout = useMemo(() => layoutOf(blocks ?? []), [blocks]);
  const heads = useMemo(() => columnsOf(blocks ?? []), [blocks]);
  const isBase = view === 'base';
  const frame = useRef<HTMLElement>(null);
  usePlaceKept(frame, isBase);
  return (
    <main ref={frame} className="draft-frame" data-region="text" id="text">
      <div
        className="draft"
        hidden={isBase}
        lang={meta?.language}
        dir={meta?.dir}
        translate="no"
        data-layout={layout}
        data-view={view}
        data-whole={isWhollyBracketed(reading) ? '' : undefined}
      >
        {heads && <ColumnHeads heads={heads} />}
        <div ref={mount} />
      </div>
      {isBase && <BaseText draft={draft} />}
    </main>
  );
}

/** The draft and its base each keep the place they were read at. */
function usePlaceKept(frame: RefObject<HTMLElement | null>, isBase: boolean): void {
  const places = useRef<readonly [draft: number, base: number]>([0, 0]);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    element.scrollTop = places.current[isBase ? 1 : 0];
    const keep = (): void => {
      const [draft, base] = places.current;
      places.current = isBase ? [draft, element.scrollTop] : [element.scrollTop, base];
    };
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [frame, isBase]);
}

const isWhollyBracketed = (reading: DraftReading | undefined): boolean =>
  reading?.brackets.pairs.some(({ extent, depth }) => extent === 'draft' && depth === 1) ?? false;

function BaseText({ draft }: { readonly draft: string }): ReactNode {
  const { t } = useText();
  const [asked] = useAsked(draft, () => api.base(draft));
  if (asked.kind === 'waiting') return <Nothing>{t('page.opening')}</Nothing>;
  if (asked.kind === 'refused') return <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>;
  const { meta, blocks } = asked.value;
  return <DraftText meta={meta} blocks={blocks} label={t('view.base')} />;
}
