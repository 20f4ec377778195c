/** The list of issued texts, each a link to where it is read. */
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import type { IssuedText } from '../issued.ts';
import { useText } from '../locales/i18n.ts';
import { pathOf } from '../route.ts';

interface IssuedLinksProps {
  readonly draft: string;
  /** The last one first. */
  readonly texts: readonly IssuedText[];
  /** Symbol of the one that is read. */
  readonly here?: string;
}

export function IssuedLinks({ draft, texts, here }: IssuedLinksProps): ReactNode {
  const { language } = useText();
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ul className="issued-links">
      {texts.map(({ symbol, at }) => (
        <li key={symbol}>
          <Link
            href={pathOf({ kind: 'issued', draft, symbol })}
            aria-current={symbol === here ? 'page' : undefined}
          >
            <strong translate="no">{symbol}</strong>
            <span>{when.format(at)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
