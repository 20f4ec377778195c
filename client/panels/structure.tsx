/** The form of the text: provisions merged, split, moved, renumbered, corrected editorially, each traceable (SPEC SU1 to SU6). */
import { type ReactNode, useMemo } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { traceTable } from '../../shared/acts/reading/record-log.ts';
import { traceOf } from '../../shared/acts/structure/trace.ts';
import type { EditorHandle } from '../editor/editor.ts';
import { useText } from '../locales/i18n.ts';
import { Nothing, Trouble } from './controls.tsx';
import type { Negotiation } from './negotiation.ts';
import { SortedTable, TakeAway } from './plain-table.tsx';
import type { DraftReading } from './reading.ts';
import { recordSay } from './record-words.ts';
import { RenumberForm } from './renumber-form.tsx';
import { EditorialForm, MergeForm, MoveForm, SplitForm } from './structure-forms.tsx';

export const STRUCTURAL = ['merge', 'split', 'move', 'renumber', 'editorial'] as const;
export type Structural = (typeof STRUCTURAL)[number];

/** Id of what holds the form, into which its commands go. */
export const STRUCTURAL_FORM = 'structural-form';

export interface StructureGround {
  readonly draft: string;
  readonly negotiation: Negotiation;
  readonly editor: EditorHandle | undefined;
  readonly reading: DraftReading;
  /** The provision at the caret. */
  readonly unit: string | undefined;
}

interface StructurePanelProps extends Omit<StructureGround, 'reading'> {
  readonly reading: DraftReading | undefined;
  readonly chosen: Structural | undefined;
  readonly onChoose: (act: Structural | undefined) => void;
}

export function StructurePanel(props: StructurePanelProps): ReactNode {
  const { t } = useText();
  const { negotiation, chosen, onChoose, reading } = props;
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      {negotiation.isChairs && reading && (
        <>
          <ToggleButtonGroup
            className="panel-tools"
            aria-label={t('panel.structure')}
            selectedKeys={chosen ? [chosen] : []}
            onSelectionChange={(keys) => onChoose([...keys][0] as Structural | undefined)}
          >
            {STRUCTURAL.map((act) => (
              <ToggleButton key={act} id={act} className="button small">
                {t(`structure.${act}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <div id={STRUCTURAL_FORM}>
            {chosen && <ActForm {...props} reading={reading} key={chosen} act={chosen} />}
          </div>
        </>
      )}
      <Trace negotiation={negotiation} />
    </div>
  );
}

function ActForm({ act, ...ground }: StructureGround & { readonly act: Structural }): ReactNode {
  switch (act) {
    case 'merge':
      return <MergeForm {...ground} />;
    case 'split':
      return <SplitForm {...ground} />;
    case 'move':
      return <MoveForm {...ground} />;
    case 'renumber':
      return <RenumberForm {...ground} />;
    case 'editorial':
      return <EditorialForm {...ground} />;
    default:
      return act satisfies never;
  }
}

/** New <- old provisions <- proponents <- reason. */
function Trace({ negotiation }: { readonly negotiation: Negotiation }): ReactNode {
  const { t, language } = useText();
  const { facts } = negotiation;
  const rows = useMemo(() => traceOf(facts), [facts]);
  const table = useMemo(
    () => traceTable(rows, recordSay(t, language, negotiation)),
    [rows, t, language, negotiation],
  );
  if (rows.length === 0) return <Nothing>{t('structure.empty')}</Nothing>;
  return (
    <section className="section">
      <p className="hint">{t('structure.trace-what')}</p>
      <TakeAway name={t('structure.file')} tables={() => [table]} />
      <SortedTable table={table} />
    </section>
  );
}
