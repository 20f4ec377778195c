/** Where a derived text comes from, what it made of each proposal, and for a working text the way back. */
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useAsked } from '../asked.ts';
import { type Lineage, lineageOf } from '../issued.ts';
import { useText } from '../locales/i18n.ts';
import { pathOf } from '../route.ts';
import { CoverageList } from './coverage.tsx';
import type { Negotiation } from './negotiation.ts';
import { WayBack } from './way-back.tsx';

interface DerivedProps {
  readonly draft: string;
  readonly title: string;
  /** Number of the last act: read again when it grows. */
  readonly seq: number;
  readonly negotiation: Negotiation;
  readonly onGo: (block: string) => void;
}

/** Nothing where the draft comes from no issued text. */
export function Derived(props: DerivedProps): ReactNode {
  const [asked] = useAsked(props.draft, () => lineageOf(props.draft));
  if (asked.kind !== 'there' || !asked.value) return null;
  return <DerivedText {...props} lineage={asked.value} />;
}

function DerivedText(props: DerivedProps & { readonly lineage: Lineage }): ReactNode {
  const { t } = useText();
  const { lineage, negotiation } = props;
  const { draft, symbol, title, as } = lineage;
  const isToInvite = as === 'working-text' && negotiation.isChairs && negotiation.phase === 'preparing';
  return (
    <section className="section">
      <p>{t(`derived.from.${as}`, { symbol, title })}</p>
      <p>
        <Link href={pathOf({ kind: 'draft', draft })}>{t('derived.go')}</Link>
      </p>
      {isToInvite && <p className="hint">{t('derived.next')}</p>}
      {as === 'working-text' && negotiation.isChairs && <WayBack {...props} />}
      <CoverageList {...props} />
    </section>
  );
}
