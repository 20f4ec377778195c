/** The acts on the form of the text, one form each; every one shows what would happen before it is recorded. */
import { type ReactNode, useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { excerpt } from '../../shared/draft/excerpt.ts';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { useText } from '../locales/i18n.ts';
import { ChoiceField } from './fields.tsx';
import { caretPlace, selectedWords } from './place-at-caret.ts';
import { Line, StructuralForm } from './structural-form.tsx';
import type { StructureGround } from './structure.tsx';

/** Provisions and alternatives as one chooses among them. */
function useUnits({ reading }: StructureGround): readonly { readonly id: string; readonly name: string }[] {
  const { document, units } = reading;
  const scheme = schemeOf(document.meta.language);
  return units.list
    .filter(({ block }) => block.attrs.form !== 'reserved')
    .map(({ id, block }) => {
      const words = excerpt(block.content.map(printedInline).join(''), 40);
      return { id, name: `${nameOf(block, scheme)} ${words}`.trim() };
    });
}

export function MergeForm(ground: StructureGround): ReactNode {
  const { t } = useText();
  const units = useUnits(ground);
  const [into, setInto] = useState(ground.unit ?? units[0]?.id ?? '');
  const after = units[units.findIndex(({ id }) => id === into) + 1]?.id;
  const [other, setOther] = useState(after ?? '');
  const [words, setWords] = useState('');
  const said = words.trim() === '' ? {} : { words: words.trim() };
  const request =
    into && other && into !== other ? { act: 'merge' as const, into, units: [other], ...said } : undefined;
  return (
    <StructuralForm ground={ground} request={request} why={t('structure.two-provisions')}>
      <ChoiceField<string>
        label={t('structure.merge-into')}
        choices={units}
        value={into}
        onChange={setInto}
      />
      <ChoiceField<string>
        label={t('structure.merge-other')}
        choices={units}
        value={other}
        onChange={setOther}
      />
      <TextField className="field" value={words} onChange={setWords} maxLength={10_000}>
        <Label>{t('structure.merge-words')}</Label>
        <TextArea rows={4} spellCheck={false} translate="no" />
      </TextField>
      <p className="hint">{t('structure.merge-what')}</p>
    </StructuralForm>
  );
}

export function SplitForm(ground: StructureGround): ReactNode {
  const { t } = useText();
  const [at, setAt] = useState(() => caretPlace(ground.editor));
  const [label, setLabel] = useState('');
  const named = label.trim() === '' ? {} : { label: label.trim() };
  const request = at ? { act: 'split' as const, block: at.block, offset: at.offset, ...named } : undefined;
  return (
    <StructuralForm
      ground={ground}
      request={request}
      why={t('structure.no-caret')}
      onAgain={() => setAt(caretPlace(ground.editor))}
    >
      {at && (
        <p className="in-context">
          <span className="around">{at.before}</span>
          <b> | </b>
          <span className="around">{at.after}</span>
        </p>
      )}
      <Line label={t('structure.split-label')} value={label} onChange={setLabel} />
    </StructuralForm>
  );
}

export function MoveForm(ground: StructureGround): ReactNode {
  const { t } = useText();
  const units = useUnits(ground);
  const [unit, setUnit] = useState(ground.unit ?? '');
  const [after, setAfter] = useState('');
  const request =
    unit && unit !== after
      ? { act: 'move' as const, units: [unit], after: after === '' ? null : after }
      : undefined;
  return (
    <StructuralForm ground={ground} request={request} why={t('structure.two-provisions')}>
      <ChoiceField<string> label={t('structure.move-what')} choices={units} value={unit} onChange={setUnit} />
      <ChoiceField<string>
        label={t('structure.move-after')}
        choices={[{ id: '', name: t('structure.at-the-start') }, ...units]}
        value={after}
        onChange={setAfter}
      />
    </StructuralForm>
  );
}

/** The selected words give way to others that mean the same. */
export function EditorialForm(ground: StructureGround): ReactNode {
  const { t } = useText();
  const [at, setAt] = useState(() => selectedWords(ground.editor));
  const [to, setTo] = useState(at?.from ?? '');
  const request =
    at && to !== at.from
      ? { act: 'editorial' as const, block: at.block, offset: at.offset, from: at.from, to }
      : undefined;
  const again = (): void => {
    const next = selectedWords(ground.editor);
    setAt(next);
    setTo(next?.from ?? '');
  };
  return (
    <StructuralForm
      ground={ground}
      request={request}
      why={t(at ? 'structure.other-words' : 'structure.no-selection')}
      onAgain={again}
    >
      {at && <p className="in-context">“{at.from}”</p>}
      <Line label={t('structure.editorial-to')} value={to} onChange={setTo} />
      <p className="hint">{t('structure.editorial-what')}</p>
    </StructuralForm>
  );
}
