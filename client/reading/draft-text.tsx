/** A whole draft as read-only HTML: the base text, the result of an import, the screen. */
import { memo, type ReactNode, type Ref, useMemo } from 'react';
import type { Block, DraftMeta } from '../../shared/text/document.ts';
import { useSteady } from '../steady.ts';
import { BlockText } from './block-text.tsx';
import { bracketsInPrint } from './brackets-in-print.ts';
import { columnsOf, layoutOf } from './layout.ts';

const CHUNK = 50;

interface DraftTextProps {
  readonly meta: DraftMeta;
  readonly blocks: readonly Block[];
  readonly label: string;
  readonly view?: string;
  readonly ref?: Ref<HTMLDivElement>;
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

const chunksOf = (blocks: readonly Block[]): readonly (readonly Block[])[] =>
  Array.from({ length: Math.ceil(blocks.length / CHUNK) }, (_, at) =>
    blocks.slice(at * CHUNK, (at + 1) * CHUNK),
  );

function DraftTextInner({ meta, blocks, label, view, ref }: DraftTextProps): ReactNode {
  const brackets = useMemo(() => bracketsInPrint(blocks), [blocks]);
  const pairs = useSteady(brackets.pairs, sameSet);
  const heads = columnsOf(blocks);
  const isWhole =
    (brackets.openAt.at(-1)?.length ?? 0) > 0 &&
    brackets.openAt[1]?.[0]?.id === brackets.openAt.at(-1)?.[0]?.id;
  return (
    <div
      ref={ref}
      className="draft"
      role="document"
      aria-label={label}
      lang={meta.language}
      dir={meta.dir}
      translate="no"
      data-layout={layoutOf(blocks)}
      data-view={view ?? 'all-marks'}
      data-whole={isWhole ? '' : undefined}
    >
      {heads && <ColumnHeads heads={heads} />}
      {chunksOf(blocks).map((chunk, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: chunks are cut by position and hold no state
        <div className="chunk" key={at}>
          {chunk.map((block, within) => (
            <BlockText
              key={block.id}
              block={block}
              open={brackets.openAt[at * CHUNK + within] ?? []}
              pairs={pairs}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The heads of the columns as the draft prints them, kept in sight while reading. */
export function ColumnHeads({ heads }: { readonly heads: readonly string[] }): ReactNode {
  return (
    <div className="column-heads" aria-hidden="true">
      {heads.map((head) => (
        <span key={head}>{head}</span>
      ))}
    </div>
  );
}

export const DraftText = memo(DraftTextInner);
