/** The time line of the draft: any state by revision, decision or date, to read only, with what changed since or before. */
import { type ReactNode, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useAsked } from '../asked.ts';
import { addressOf, type FileWish, historyOf, type Moment } from '../issued.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import { Nothing, Sheet, Trouble } from './controls.tsx';
import { PreviewFrame } from './preview-frame.tsx';

interface HistoryPanelProps {
  readonly draft: string;
  /** Number of the last act: the time line is asked for again when it grows. */
  readonly seq: number;
  /** Opens what was done since one left. */
  readonly onSince: () => void;
}

/** A state to look at: its text, or what changed up to it or since. */
interface Looked {
  readonly title: string;
  readonly wish: FileWish;
}

export function HistoryPanel({ draft, seq, onSince }: HistoryPanelProps): ReactNode {
  const { t, language } = useText();
  const [asked] = useAsked(`${draft} ${seq}`, () => historyOf(draft));
  const [looked, setLooked] = useState<Looked>();
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  if (asked.kind === 'waiting') return <Nothing>{t('history.coming')}</Nothing>;
  if (asked.kind === 'refused') return <Trouble>{sayCode(t, 'refusal', asked.refusal.code)}</Trouble>;
  const moments = [...asked.value].reverse();
  return (
    <div className="panel-body">
      <Button className="button small" onPress={onSince}>
        {t('panel.since')}
      </Button>
      <AtDate
        onLook={(instant) =>
          setLooked({ title: when.format(instant), wish: textOf({ when: new Date(instant).toISOString() }) })
        }
      />
      <ol className="time-line">
        {moments.map((moment, at) => (
          <TimeLineMoment
            key={moment.seq}
            moment={moment}
            before={moments[at + 1]}
            said={when.format(moment.at)}
            onLook={setLooked}
          />
        ))}
      </ol>
      <Sheet
        title={looked?.title ?? ''}
        isOpen={looked !== undefined}
        onClose={() => setLooked(undefined)}
        wide
      >
        {looked && <PreviewFrame address={toFirstChange(addressOf(draft, looked.wish, true), looked.wish)} />}
      </Sheet>
    </div>
  );
}

const toFirstChange = (address: string, { rendition }: FileWish): string =>
  rendition === 'redline' ? `${address}#change-1` : address;

const textOf = (state: Partial<FileWish>): FileWish => ({
  as: 'html',
  rendition: 'bracketed',
  paper: 'a4',
  ...state,
});
const changesOf = (state: Partial<FileWish>): FileWish => ({ ...textOf(state), rendition: 'redline' });

interface MomentProps {
  readonly moment: Moment;
  readonly before: Moment | undefined;
  readonly said: string;
  readonly onLook: (looked: Looked) => void;
}

function TimeLineMoment({ moment, before, said, onLook }: MomentProps): ReactNode {
  const { t } = useText();
  const { seq, what, name = '' } = moment;
  const title = what === 'phase' ? sayCode(t, 'phase', name) : t(`history.${what}`, { name });
  return (
    <li className={`moment ${what}`}>
      <p>
        <strong>{title}</strong> <span className="hint">{said}</span>
      </p>
      <div className="panel-tools">
        <Button
          className="button small"
          onPress={() => onLook({ title: `${title}, ${said}`, wish: textOf({ seq }) })}
        >
          {t('history.text')}
        </Button>
        {before && (
          <Button
            className="button small"
            onPress={() =>
              onLook({
                title: t('history.changes-to', { title }),
                wish: changesOf({ seq, baseSeq: before.seq }),
              })
            }
          >
            {t('history.changed')}
          </Button>
        )}
        <Button
          className="button small"
          onPress={() =>
            onLook({ title: t('history.changes-since', { title }), wish: changesOf({ baseSeq: seq }) })
          }
        >
          {t('history.since')}
        </Button>
      </div>
    </li>
  );
}

function AtDate({ onLook }: { readonly onLook: (instant: number) => void }): ReactNode {
  const { t } = useText();
  const [said, setSaid] = useState('');
  const instant = Date.parse(said);
  return (
    <form
      className="at-date"
      onSubmit={(event) => {
        event.preventDefault();
        if (!Number.isNaN(instant)) onLook(instant);
      }}
    >
      <TextField className="field" type="datetime-local" value={said} onChange={setSaid}>
        <Label>{t('history.at')}</Label>
        <Input />
      </TextField>
      <Button className="button small" type="submit" isDisabled={Number.isNaN(instant)}>
        {t('history.text')}
      </Button>
    </form>
  );
}
