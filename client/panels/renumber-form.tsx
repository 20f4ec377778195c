/** New numbers, and every textual reference to them: old, proposed, ticked one by one (SPEC SU3 to SU5). */
import { type ReactNode, useMemo, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { amongNumbered, cameSince, newNumbers } from '../../shared/acts/structure/numbering.ts';
import { readReferences, type TextReference } from '../../shared/acts/structure/references.ts';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import type { Block, DraftDocument } from '../../shared/text/document.ts';
import { readDraft } from '../../shared/text/draft-doc.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from './fields.tsx';
import { StructuralForm } from './structural-form.tsx';
import type { StructureGround } from './structure.tsx';

/** The text itself, without what is proposed: references are told by their place in it. */
const textOf = ({ negotiation, reading }: StructureGround): DraftDocument => {
  const papers = negotiation.proposals?.composition.papers;
  return papers ? readDraft(papers.ydoc) : reading.document;
};

const keyOf = ({ block, offset }: TextReference): string => `${block} ${offset}`;

export function RenumberForm(ground: StructureGround): ReactNode {
  const { t } = useText();
  const { reading, negotiation } = ground;
  const [part, setPart] = useState('');
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  // The reading is made anew whenever the text has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const text = useMemo(() => textOf(ground), [reading]);
  const bare = useMemo(() => amongNumbered(text), [text]);
  const came = useMemo(() => cameSince(negotiation.facts), [negotiation.facts]);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const counted = useMemo(
    () => new Set(bare.flatMap(({ id }) => (came.has(id) !== turned.has(id) ? [id] : []))),
    [bare, came, turned],
  );
  const labels = useMemo(
    () => newNumbers(text, part === '' ? undefined : part, counted),
    [text, part, counted],
  );
  const references = useMemo(() => readReferences(text, labels), [text, labels]);
  const changing = references.filter(({ from, to }) => from !== to);
  const ticked = changing.filter((each) => !unticked.has(keyOf(each)));
  const isChange = Object.keys(labels).length > 0;
  const request = isChange
    ? {
        act: 'renumber' as const,
        labels,
        references: ticked.map(({ block, offset, from, to }) => ({ block, offset, from, to })),
      }
    : undefined;
  const parts = text.blocks.filter(({ kind }) => kind === 'part');
  const turn = (key: string, isOn: boolean): void =>
    setUnticked((last) => new Set(isOn ? [...last].filter((each) => each !== key) : [...last, key]));
  return (
    <StructuralForm ground={ground} request={request} why={t('structure.in-order')}>
      {parts.length > 1 && (
        <ChoiceField<string>
          label={t('structure.renumber-part')}
          choices={[
            { id: '', name: t('act.the-draft') },
            ...parts.map(({ id }) => ({ id, name: negotiation.place(id) })),
          ]}
          value={part}
          onChange={setPart}
        />
      )}
      <WithoutNumber bare={bare} counted={counted} onTurn={(id) => setTurned(turnedIn(turned, id))} />
      <NewNumbers text={text} labels={labels} />
      {references.length > 0 && <h4>{t('structure.references')}</h4>}
      <ul className="references">
        {references.map((each) => (
          <Reference
            key={keyOf(each)}
            reference={each}
            isTicked={each.from !== each.to && !unticked.has(keyOf(each))}
            onTick={(isOn) => turn(keyOf(each), isOn)}
          />
        ))}
      </ul>
    </StructuralForm>
  );
}

const turnedIn = (turned: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set(turned.has(id) ? [...turned].filter((each) => each !== id) : [...turned, id]);

interface WithoutNumberProps {
  readonly bare: readonly Block[];
  readonly counted: ReadonlySet<string>;
  readonly onTurn: (id: string) => void;
}

/** Provisions among numbered ones that have none: ticked, they are counted. */
function WithoutNumber({ bare, counted, onTurn }: WithoutNumberProps): ReactNode {
  const { t } = useText();
  if (bare.length === 0) return null;
  return (
    <>
      <h4>{t('structure.without-number')}</h4>
      <ul className="without-number">
        {bare.map(({ id, content }) => (
          <li key={id}>
            <Checkbox className="pick tick" isSelected={counted.has(id)} onChange={() => onTurn(id)}>
              {excerpt(content.map(printedInline).join(''), 80)}
            </Checkbox>
          </li>
        ))}
      </ul>
    </>
  );
}

interface NewNumbersProps {
  readonly text: DraftDocument;
  readonly labels: Readonly<Record<string, string>>;
}

function NewNumbers({ text, labels }: NewNumbersProps): ReactNode {
  const { t } = useText();
  const changed = text.blocks.flatMap(({ id, attrs }) => {
    const label = labels[id];
    return label === undefined ? [] : [{ id, from: attrs.label ?? '–', to: label }];
  });
  if (changed.length === 0) return null;
  return (
    <>
      <h4>{t('structure.new-numbers', { count: changed.length })}</h4>
      <ul className="numbers">
        {changed.map(({ id, from, to }) => (
          <li key={id}>
            {from} → <b>{to}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

interface ReferenceProps {
  readonly reference: TextReference;
  readonly isTicked: boolean;
  readonly onTick: (isOn: boolean) => void;
}

function Reference({ reference, isTicked, onTick }: ReferenceProps): ReactNode {
  const { t } = useText();
  const { from, to, in: label } = reference;
  const place = label === '' ? t('structure.in-a-heading') : t('room.provision', { name: label });
  return (
    <li>
      <Checkbox className="pick tick" isSelected={isTicked} isDisabled={from === to} onChange={onTick}>
        {from === to ? (
          <>
            {from} <span className="hint">{t('structure.stays', { place })}</span>
          </>
        ) : (
          <>
            {from} → <b>{to}</b> <span className="hint">{place}</span>
          </>
        )}
      </Checkbox>
    </li>
  );
}
