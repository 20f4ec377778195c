/** What else is chosen of a form in the export dialog: the base of a redline, which columns, what matters on paper. */
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { PAPERS } from '../../shared/renditions/paper.ts';
import { COLUMNS } from '../../shared/renditions/rendition.ts';
import { useAsked } from '../asked.ts';
import { derivedTexts, type FileWish } from '../issued.ts';
import { useText } from '../locales/i18n.ts';
import type { Offer } from './export-choices.ts';
import { ChoiceField } from './fields.tsx';

export interface FieldsProps {
  readonly wish: FileWish;
  readonly onChange: (part: Partial<FileWish>) => void;
}

export function RedlineFields({ wish, offer, onChange }: FieldsProps & { readonly offer: Offer }): ReactNode {
  const { t } = useText();
  const bases = offer.revisions.filter((each) => each !== wish.revision);
  return (
    <>
      <ChoiceField
        label={t('export.base')}
        choices={bases.map((id) => ({ id, name: id }))}
        value={wish.base ?? bases[0] ?? ''}
        onChange={(base) => onChange({ base })}
      />
      {offer.member.role !== 'observer' && (
        <ChoiceField
          label={t('export.authors')}
          choices={(['neutral', 'parties'] as const).map((id) => ({ id, name: t(`export.authors.${id}`) }))}
          value={wish.authors ?? 'neutral'}
          onChange={(authors) => onChange({ authors })}
        />
      )}
    </>
  );
}

/** What matters on paper, for the formats that are printed. */
export function PaperFields({ wish, onChange }: FieldsProps): ReactNode {
  const { t } = useText();
  const isPrinted = wish.as === 'docx' || wish.as === 'pdf' || wish.as === 'html';
  const mayRun =
    wish.rendition === 'bracketed' || wish.rendition === 'attributed' || wish.rendition === 'agreed';
  return (
    <>
      {isPrinted && (
        <ChoiceField
          label={t('export.paper')}
          choices={PAPERS.map((id) => ({ id, name: t(`paper.${id}`) }))}
          value={wish.paper}
          onChange={(paper) => onChange({ paper })}
        />
      )}
      {(wish.as === 'docx' || wish.as === 'pdf') && (
        <Checkbox
          className="pick tick"
          isSelected={wish.lineNumbers ?? false}
          onChange={(lineNumbers) => onChange({ lineNumbers })}
        >
          {t('export.line-numbers')}
        </Checkbox>
      )}
      {mayRun && (
        <Checkbox
          className="pick tick"
          isSelected={wish.running ?? false}
          onChange={(running) => onChange({ running })}
        >
          {t('export.running')}
        </Checkbox>
      )}
    </>
  );
}

/** No text of the Chair beside the proposals, in the list of such texts. */
const NONE = '_none';

/** Which columns; beside the proposals a Chair's text, where one was begun from this draft and the reader may read it. */
export function ColumnsFields({
  draft,
  wish,
  onChange,
}: FieldsProps & { readonly draft: string }): ReactNode {
  const { t } = useText();
  const [asked] = useAsked(draft, () => derivedTexts(draft));
  const texts = asked.kind === 'there' ? asked.value : [];
  return (
    <>
      <ChoiceField
        label={t('export.columns')}
        choices={COLUMNS.map((id) => ({ id, name: t(`export.columns.${id}`) }))}
        value={wish.columns ?? 'sources'}
        onChange={(columns) => onChange({ columns })}
      />
      {wish.columns === 'proposals' && texts.length > 0 && (
        <ChoiceField
          label={t('export.suggestion')}
          choices={[
            { id: NONE, name: t('export.suggestion.none') },
            ...texts.map(({ id, title }) => ({ id, name: title })),
          ]}
          value={texts.some(({ id }) => id === wish.suggestion) ? (wish.suggestion ?? NONE) : NONE}
          onChange={(id) => onChange({ suggestion: id === NONE ? undefined : id })}
        />
      )}
    </>
  );
}
