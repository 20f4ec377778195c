/** Points by parties: who asks for what and who stands where, one row a party; a delegation sees its own rows alone (SPEC PO3). */
import { type ReactNode, useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { Target } from '../../shared/acts/facts.ts';
import { isOnEarlierWording } from '../../shared/acts/present-wording.ts';
import { bySeat } from '../../shared/acts/reading/names.ts';
import { type PositionCell, readPositions } from '../../shared/acts/reading/positions.ts';
import type { PlainTable } from '../../shared/renditions/table.ts';
import { type Say, useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { Nothing } from './controls.tsx';
import { type Negotiation, viewOf } from './negotiation.ts';
import { SortedTable, TakeAway } from './plain-table.tsx';
import type { DraftReading } from './reading.ts';

interface PositionsTableProps {
  readonly negotiation: Negotiation;
  readonly reading: DraftReading | undefined;
}

export function PositionsTable({ negotiation, reading }: PositionsTableProps): ReactNode {
  const { t } = useText();
  const table = useMemo(() => tableOf(t, negotiation, reading), [t, negotiation, reading]);
  if (table.rows.length === 0) return <Nothing>{t('positions.empty')}</Nothing>;
  return (
    <div className="print-only-this">
      <div className="panel-tools">
        <TakeAway name={t('positions.table')} tables={() => [table]} />
        <Button className="button small" onPress={() => print()}>
          {t('record.print')}
        </Button>
      </div>
      <SortedTable table={table} />
    </div>
  );
}

function tableOf(t: Say, negotiation: Negotiation, reading: DraftReading | undefined): PlainTable {
  const { facts, parties, isChairs, choices } = negotiation;
  const placeAt = new Map(reading?.document.blocks.map(({ id }, at) => [id, at]));
  const at = (on: Target): number =>
    on === 'draft' ? -1 : (placeAt.get(blockOf(negotiation, reading, on)) ?? Infinity);
  const { columns, rows } = readPositions(facts, {
    order: bySeat(parties),
    at,
    ...(isChairs ? {} : { only: choices }),
  });
  return {
    title: t(isChairs ? 'positions.table-all' : 'positions.table-own'),
    heads: [t('positions.party'), ...columns.map((on) => headOf(t, negotiation, reading, on))],
    rows: rows.map(({ party, cells }) => [
      negotiation.name(party),
      ...cells.map((cell) => cellWords(t, negotiation, cell)),
    ]),
  };
}

function blockOf(negotiation: Negotiation, reading: DraftReading | undefined, on: Target): string {
  const cut = on.indexOf(':');
  const [kind, id] = [on.slice(0, cut), on.slice(cut + 1)];
  if (kind === 'proposal') return viewOf(negotiation, id)?.block ?? '';
  if (kind !== 'bracket') return id;
  const at = reading?.brackets.byId.get(id)?.open.block;
  return at === undefined ? '' : (reading?.document.blocks[at]?.id ?? '');
}

/** The point by its speakable number where it has one, with its place. */
function headOf(t: Say, negotiation: Negotiation, reading: DraftReading | undefined, on: Target): string {
  if (on === 'draft') return t('act.the-draft');
  const id = on.slice(on.indexOf(':') + 1);
  const number = reading?.points.find(
    ({ members }) => members.includes(id) || members.includes(`${id}:words`),
  )?.number;
  const what = on.startsWith('bracket:')
    ? (reading?.brackets.byId.get(id)?.text ?? '')
    : targetWords(t, negotiation, on);
  return [number, what].filter(Boolean).join(' ');
}

function cellWords(t: Say, negotiation: Negotiation, cell: PositionCell | undefined): string {
  if (!cell) return '';
  const { asks, position } = cell;
  const text = negotiation.proposals?.composition.papers.text;
  const isEarlier = position && text ? isOnEarlierWording(text, negotiation.facts, position) : false;
  return [
    asks ? t('positions.asks') : '',
    position ? t(`stance.${position.stance}`) : '',
    isEarlier ? `(${t('proposal.earlier-wording')})` : '',
    position?.audience === 'chair' ? `(${t('audience.said-to-chair')})` : '',
    position?.note ?? '',
  ]
    .filter(Boolean)
    .join(' ');
}
