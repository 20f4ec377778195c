/** Which of the open points are listed: by words, kind, party, part, status. */
import type { ReactNode } from 'react';
import { Input, TextField } from 'react-aria-components';
import { ASKED_KINDS } from '../../shared/acts/reading/asked-points.ts';
import type { OpenPoint, OpenPointKind, PointFilter } from '../../shared/acts/reading/open-points.ts';
import { useText } from '../locales/i18n.ts';
import { type Choice, ChoiceField } from './fields.tsx';
import type { Negotiation } from './negotiation.ts';

const POINT_KINDS = [
  'bracket',
  'choice',
  'placeholder',
  'unpaired',
  'alternatives',
  ...ASKED_KINDS,
] as const satisfies readonly OpenPointKind[];

interface PointFiltersProps {
  readonly points: readonly OpenPoint[];
  readonly filter: PointFilter;
  readonly onFilter: (filter: PointFilter) => void;
  readonly negotiation: Negotiation;
}

/** Kinds of which there are any, with how many. */
const kindsOf = (points: readonly OpenPoint[]) =>
  POINT_KINDS.map((kind) => ({ kind, count: points.filter((point) => point.kind === kind).length })).filter(
    ({ count }) => count > 0,
  );

/** What is asked for no more leaves the filter. */
function without(filter: PointFilter, name: keyof PointFilter): PointFilter {
  const { [name]: _, ...rest } = filter;
  return rest;
}

export function PointFilters({ points, filter, onFilter, negotiation }: PointFiltersProps): ReactNode {
  const { t } = useText();
  const set = (name: keyof PointFilter, value: string): void =>
    onFilter(value === '' ? without(filter, name) : { ...filter, [name]: value });
  const parties = [...new Set(points.flatMap(({ proponents }) => proponents))];
  const parts = new Map(points.flatMap(({ part, partLabel }) => (part ? [[part, partLabel]] : [])));
  const hasParked = points.some(({ status }) => status === 'parked');
  return (
    <>
      <TextField
        className="search"
        aria-label={t('points.find')}
        value={filter.text ?? ''}
        onChange={(text) => set('text', text)}
      >
        <Input placeholder={t('points.find')} autoComplete="off" spellCheck={false} translate="no" />
      </TextField>
      <div className="panel-tools filters">
        <Among
          name={t('points.kinds')}
          all={t('points.every-kind')}
          value={filter.kind}
          choices={kindsOf(points).map(({ kind, count }) => ({
            id: kind,
            name: `${t(`kind.${kind}`)} ${count}`,
          }))}
          onChange={(id) => set('kind', id)}
        />
        <Among
          name={t('points.party')}
          all={t('points.every-party')}
          value={filter.party}
          choices={parties.map((id) => ({ id, name: negotiation.name(id) }))}
          onChange={(id) => set('party', id)}
        />
        {parts.size > 1 && (
          <Among
            name={t('points.part')}
            all={t('points.every-part')}
            value={filter.part}
            choices={[...parts].map(([id, name]) => ({ id, name: name || '–' }))}
            onChange={(id) => set('part', id)}
          />
        )}
        {hasParked && (
          <Among
            name={t('points.status')}
            all={t('points.every-status')}
            value={filter.status}
            choices={(['open', 'parked'] as const).map((id) => ({ id, name: t(`point-status.${id}`) }))}
            onChange={(id) => set('status', id)}
          />
        )}
      </div>
    </>
  );
}

const ALL = '*';

interface AmongProps {
  readonly name: string;
  readonly all: string;
  readonly value: string | undefined;
  readonly choices: readonly Choice<string>[];
  /** Empty: all of them. */
  readonly onChange: (id: string) => void;
}

function Among({ name, all, value, choices, onChange }: AmongProps): ReactNode {
  if (choices.length === 0) return null;
  return (
    <ChoiceField
      label={name}
      choices={[{ id: ALL, name: all }, ...choices]}
      value={value ?? ALL}
      onChange={(id) => onChange(id === ALL ? '' : id)}
    />
  );
}
