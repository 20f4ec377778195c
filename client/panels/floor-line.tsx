/** The floor line: the operator writes what is said, sees what it will record, and records it with Enter. */

import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import type { FloorTrouble } from '../../shared/acts/floor/ground.ts';
import { type Completion, completeParty } from '../../shared/acts/floor/parties.ts';
import { type FloorReading, readFloorLine } from '../../shared/acts/floor-line.ts';
import { onFloor } from '../../shared/acts/status.ts';
import { useText } from '../locales/i18n.ts';
import { actWords, targetWords } from './act-words.ts';
import { exampleNames, FloorForms } from './floor-forms.tsx';
import type { FloorMemory } from './floor-memory.ts';
import { type Negotiation, targetOf } from './negotiation.ts';

interface FloorLineProps {
  readonly negotiation: Negotiation;
  readonly memory: FloorMemory;
  /** Back to the text. */
  readonly onLeave: () => void;
}

/** Id of the field, to which F2 goes. */
export const FLOOR_FIELD = 'floor-line-field';

export function FloorLine({ negotiation, memory, onLeave }: FloorLineProps): ReactNode {
  const { t } = useText();
  const unit = onFloor(negotiation.facts);
  const place = unit && negotiation.place(unit);
  return (
    <section className="floor-line" aria-label={t('floor.title')}>
      <strong className="floor-at">{place ? t('floor.at', { place }) : t('floor.nothing')}</strong>
      <div className="floor-field">
        <FloorField negotiation={negotiation} memory={memory} onLeave={onLeave} />
        <OnTheirWay memory={memory} />
      </div>
      {negotiation.trouble && (
        <p className="floor-trouble" role="alert">
          {negotiation.trouble}
        </p>
      )}
    </section>
  );
}

/** What stands before the colon while it is typed: the last of several parties. */
function headOf(line: string): { readonly written: string; readonly at: number } | undefined {
  if (/[:：]/.test(line)) return undefined;
  const at = Math.max(-1, ...[...line.matchAll(/[,，、&+＋]/gu)].map(({ index }) => index)) + 1;
  const written = line.slice(at).trim();
  return written === '' ? undefined : { written, at };
}

function FloorField({ negotiation, memory, onLeave }: FloorLineProps): ReactNode {
  const { t } = useText();
  const id = useId();
  const [marked, setMarked] = useState(0);
  const { line, setLine, ground, recall, waiting, enter, takeReturned } = memory;
  const examples = exampleNames(negotiation);
  const at = ground();
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when the line or the record changed, not at every render
  const reading = useMemo<FloorReading>(
    () => (at ? readFloorLine(line, at) : { kind: 'empty' }),
    [line, negotiation.facts, at === undefined, at?.selected, at?.here, JSON.stringify(at?.selection)],
  );
  const head = headOf(line);
  const completions = head ? completeParty(negotiation.parties, head.written, negotiation.name) : [];
  const complete = ({ name }: Completion): void => {
    if (head) setLine(`${line.slice(0, head.at)}${head.at > 0 ? ' ' : ''}${name}: `);
    setMarked(0);
  };
  const submit = (): void => {
    if (line.trim() === '') takeReturned();
    else if (reading.kind === 'acts' || waiting.length > 0) enter();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const done = (work: () => void): void => {
      event.preventDefault();
      event.stopPropagation();
      work();
    };
    const choice = completions[Math.min(marked, completions.length - 1)];
    if (event.key === 'Escape') done(onLeave);
    else if (event.key === 'Tab' && !event.shiftKey && choice) done(() => complete(choice));
    else if (event.key === 'Enter')
      done(() => (choice && reading.kind !== 'acts' ? complete(choice) : submit()));
    else if (event.key === 'ArrowDown')
      done(() =>
        completions.length > 0 ? setMarked(Math.min(marked + 1, completions.length - 1)) : recall(1),
      );
    else if (event.key === 'ArrowUp') done(() => (marked > 0 ? setMarked(marked - 1) : recall(-1)));
  };
  return (
    <>
      <input
        id={FLOOR_FIELD}
        role="combobox"
        aria-label={t('floor.field')}
        aria-expanded={completions.length > 0}
        aria-autocomplete="list"
        aria-describedby={`${id}-preview`}
        aria-invalid={reading.kind === 'trouble' && completions.length === 0}
        {...(completions.length > 0
          ? { 'aria-activedescendant': `${id}-${marked}`, 'aria-controls': `${id}-names` }
          : {})}
        placeholder={t('floor.example', examples)}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        translate="no"
        value={line}
        onChange={({ target }) => {
          setMarked(0);
          negotiation.clearTrouble();
          setLine(target.value);
        }}
        onKeyDown={press}
      />
      <Completions id={id} completions={completions} marked={marked} onChoose={complete} />
      <div id={`${id}-preview`} className="floor-preview" role="status">
        <Preview reading={reading} line={line} negotiation={negotiation} />
      </div>
    </>
  );
}

/** Lines that are not on the record: on their way, or returned to be looked at. */
function OnTheirWay({ memory: { waiting, returned } }: Pick<FloorLineProps, 'memory'>): ReactNode {
  const { t } = useText();
  return (
    <>
      {waiting.length > 0 && (
        <p className="floor-waiting hint">{t('floor.waiting', { lines: waiting.join(' · ') })}</p>
      )}
      {returned.length > 0 && (
        <p className="floor-returned reason" role="alert">
          {t('floor.returned', { lines: returned.join(' · ') })}
        </p>
      )}
    </>
  );
}

interface CompletionsProps {
  readonly id: string;
  readonly completions: readonly Completion[];
  readonly marked: number;
  readonly onChoose: (completion: Completion) => void;
}

function Completions({ id, completions, marked, onChoose }: CompletionsProps): ReactNode {
  const { t } = useText();
  if (completions.length === 0) return null;
  return (
    <div id={`${id}-names`} className="floor-names" role="listbox" aria-label={t('floor.parties')}>
      {completions.map((completion, at) => (
        <div
          key={completion.party}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === marked}
          className={at === marked ? 'floor-name marked' : 'floor-name'}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(completion);
          }}
        >
          {completion.name}
        </div>
      ))}
    </div>
  );
}

interface PreviewProps {
  readonly reading: FloorReading;
  readonly line: string;
  readonly negotiation: Negotiation;
}

/** What Enter will record, or what is wrong and where. */
function Preview({ reading, line, negotiation }: PreviewProps): ReactNode {
  const { t } = useText();
  if (/^[?？]$/u.test(line.trim())) return <FloorForms negotiation={negotiation} />;
  switch (reading.kind) {
    case 'empty':
      return <span className="hint">{t('floor.hint', exampleNames(negotiation))}</span>;
    case 'acts':
      return (
        <ul>
          {reading.acts.map((act, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: acts of one line, replaced as a whole
            <li key={at}>{actWords(t, negotiation, act)}</li>
          ))}
        </ul>
      );
    case 'trouble':
      return <Fault trouble={reading} line={line} negotiation={negotiation} />;
    default:
      return reading satisfies never;
  }
}

function Fault({
  trouble,
  line,
  negotiation,
}: Omit<PreviewProps, 'reading'> & { readonly trouble: FloorTrouble }): ReactNode {
  const { t } = useText();
  const { at, length, why, count = 0, choices = [] } = trouble;
  const isParties = why === 'several-parties';
  return (
    <>
      <span className="floor-fault">
        {line.slice(0, at)}
        <mark>{line.slice(at, at + length)}</mark>
        {line.slice(at + length)}
      </span>{' '}
      <span className="reason">{t(`floor.fault.${why}`, { count })}</span>
      {choices.length > 0 && (
        <ol className="floor-choices">
          {choices.map((id) => (
            <li key={id}>{isParties ? negotiation.name(id) : targetWords(t, negotiation, targetOf(id))}</li>
          ))}
        </ol>
      )}
    </>
  );
}
