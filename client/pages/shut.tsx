/** A place that is not shown, with the reason, and the way back to where one begins. */
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import type { Refusal } from '../api.ts';
import { type Say, sayCode, useText } from '../locales/i18n.ts';
import { Nothing } from '../panels/controls.tsx';
import { pathOf } from '../route.ts';

export function Shut({ reason }: { readonly reason: string }): ReactNode {
  const { t } = useText();
  return (
    <main className="plain-page">
      <Nothing>{reason}</Nothing>
      <p className="opening">
        <Link href={pathOf({ kind: 'drafts' })}>{t('drafts.title')}</Link>
      </p>
    </main>
  );
}

/** Why a place is not shown. */
export const reasonOf = (t: Say, { status, code }: Refusal): string =>
  status === 401 ? t('drafts.signed-out') : sayCode(t, 'refusal', code);
