/** The dialogs about what leaves the room: one at a time, over the page. */
import { type ReactNode, useMemo } from 'react';
import type { HouseRules, Phase } from '../../shared/house/membership.ts';
import type { DraftEntry } from '../api.ts';
import { CompareSheet } from '../panels/compare-sheet.tsx';
import { ExportSheet } from '../panels/export-sheet.tsx';
import { IssueSheet } from '../panels/issue-sheet.tsx';
import type { Negotiation } from '../panels/negotiation.ts';
import { revisionsIn } from '../panels/revisions.tsx';
import type { Room } from './room-state.ts';

interface IssuedSheetsProps {
  readonly draft: string;
  readonly entry: DraftEntry;
  readonly room: Room;
  readonly negotiation: Negotiation;
  readonly phase: Phase | undefined;
  readonly rules: HouseRules | undefined;
  readonly onGo: (block: string) => void;
}

export function IssuedSheets({
  draft,
  entry,
  room,
  negotiation,
  phase,
  rules,
  onGo,
}: IssuedSheetsProps): ReactNode {
  const { facts } = negotiation;
  const revisions = useMemo(() => revisionsIn(facts).map(({ symbol }) => symbol), [facts]);
  const { overlay, exported, compared } = room.state;
  const close = (): void => room.change({ overlay: undefined });
  return (
    <>
      {phase && rules && (
        <ExportSheet
          draft={draft}
          offer={{ member: entry.member, standing: { phase, rules }, revisions }}
          revision={exported}
          isOpen={overlay === 'export'}
          onClose={close}
          onGo={onGo}
        />
      )}
      <IssueSheet
        draft={draft}
        negotiation={negotiation}
        isOpen={overlay === 'issue'}
        onClose={close}
        onIssued={() => room.change({ panel: 'revisions' })}
      />
      <CompareSheet
        draft={draft}
        revisions={revisions}
        mayNow
        compared={compared}
        onCompare={(wanted) => room.change({ compared: wanted })}
        onClose={() => room.change({ compared: undefined })}
      />
    </>
  );
}
