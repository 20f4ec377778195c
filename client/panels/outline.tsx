/** The left panel: the draft's outline as a tree with open points, and a search over its words. */
import { ChevronRight, Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import {
  Button,
  Collection,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  ListLayout,
  SearchField,
  Tree,
  TreeItem,
  TreeItemContent,
  Virtualizer,
} from 'react-aria-components';
import { nameOf, schemeOf } from '../../shared/draft/labels.ts';
import type { Outline, OutlineNode } from '../../shared/draft/outline.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import { sayCode, useText } from '../locales/i18n.ts';
import type { OutlineMark } from './block-classes.ts';
import { Nothing } from './controls.tsx';
import { findWords } from './find.ts';
import type { StandingChoice } from './standing.ts';
import { StandingMenu } from './standing-menu.tsx';

interface OutlinePanelProps {
  readonly document: DraftDocument;
  readonly outline: Outline;
  /** Open points by the id of the block they stand in. */
  readonly openPoints: ReadonlyMap<string, number>;
  /** Block the caret stands in. */
  readonly here?: string;
  /** Status of provisions, phases of parts, the floor. */
  readonly marks?: ReadonlyMap<string, OutlineMark>;
  /** Where a heading or provision may be said to stand, by who may say it. */
  readonly choicesOf?: (node: OutlineNode) => readonly StandingChoice[];
  readonly onChoose?: (choice: StandingChoice) => void;
  readonly onGo: (block: string) => void;
  /** Goes to words of a block and selects them; `nth` counts the same words in it from 0. */
  readonly onFound: (block: string, words: string, nth: number) => void;
}

export function OutlinePanel(props: OutlinePanelProps): ReactNode {
  const { t } = useText();
  const [sought, setSought] = useState('');
  const goToFirst = (): void => {
    const [first] = findWords(props.document, sought);
    if (first) props.onFound(first.block, first.match, 0);
  };
  return (
    <div className="panel-body outline">
      <SearchField
        className="search"
        aria-label={t('outline.find')}
        value={sought}
        onChange={setSought}
        onSubmit={goToFirst}
      >
        <Search size={15} aria-hidden />
        <Input placeholder={t('outline.find')} />
      </SearchField>
      {sought.trim() === '' ? <OutlineTree {...props} /> : <FoundList {...props} sought={sought} />}
    </div>
  );
}

/** Nodes whose children are shown at first: headings, not the items of provisions. */
function headings(nodes: readonly OutlineNode[]): readonly string[] {
  return nodes.flatMap((node) =>
    node.kind === 'provision' || node.kind === 'alternative' ? [] : [node.id, ...headings(node.children)],
  );
}

/** Open points of a node with all that hangs under it. */
function pointsUnder(node: OutlineNode, openPoints: ReadonlyMap<string, number>): number {
  const below = node.children.reduce((sum, child) => sum + pointsUnder(child, openPoints), 0);
  return below + (openPoints.get(node.id) ?? 0);
}

function OutlineTree(props: OutlinePanelProps): ReactNode {
  const { outline, openPoints, here, marks, choicesOf, onGo } = props;
  const { t } = useText();
  const [closed, setClosed] = useState<ReadonlySet<Key>>(new Set());
  const all = useMemo(() => headings(outline.nodes), [outline]);
  const expanded = useMemo(() => new Set<Key>(all.filter((id) => !closed.has(id))), [all, closed]);
  if (outline.nodes.length === 0) return <Nothing>{t('outline.empty')}</Nothing>;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 30 }}>
      <Tree
        className="tree"
        aria-label={t('outline.title')}
        items={outline.nodes}
        dependencies={[openPoints, here, marks, choicesOf]}
        selectionMode="none"
        expandedKeys={expanded}
        onExpandedChange={(keys) => setClosed(new Set(all.filter((id) => !keys.has(id))))}
        onAction={(key) => onGo(String(key))}
      >
        {(node) => <OutlineItem {...props} node={node} />}
      </Tree>
    </Virtualizer>
  );
}

interface OutlineItemProps extends OutlinePanelProps {
  readonly node: OutlineNode;
}

const showsChildren = ({ kind }: OutlineNode): boolean =>
  kind === 'part' || kind === 'chapter' || kind === 'concept';

/** `12`, `Alt 10+11`, `a`: as it is said in the draft's language. */
function labelOf(node: OutlineNode, { blocks, meta }: DraftDocument): string {
  const block = blocks[node.at];
  return block ? nameOf(block, schemeOf(meta.language)) : (node.label ?? '');
}

function OutlineItem(props: OutlineItemProps): ReactNode {
  const { node, document, openPoints, here, marks, choicesOf, onChoose } = props;
  const { t } = useText();
  const choices = choicesOf?.(node) ?? [];
  const open = pointsUnder(node, openPoints);
  const children = showsChildren(node) ? node.children : [];
  const label = labelOf(node, document);
  const mark = marks?.get(node.id);
  const name = [label, node.text].filter(Boolean).join(' ') || t(`block.${node.kind}`);
  return (
    <TreeItem
      id={node.id}
      textValue={name}
      className={`tree-item ${node.kind} ${node.id === here ? 'here' : ''}`}
      data-floor={mark?.isOnFloor ? '' : undefined}
    >
      <TreeItemContent>
        <div className="tree-row">
          {children.length > 0 ? (
            <Button slot="chevron" className="chevron">
              <ChevronRight size={14} aria-hidden />
            </Button>
          ) : (
            <span className="chevron" />
          )}
          {label && <span className="tree-label">{label}</span>}
          <span className="tree-text">{node.text || t(`block.${node.kind}`)}</span>
          {mark && <OutlineMarks mark={mark} />}
          {open > 0 && <span className="count">{t('outline.open', { count: open })}</span>}
          {choices.length > 0 && onChoose && (
            <StandingMenu label={t('standing.change', { name })} choices={choices} onChoose={onChoose} />
          )}
        </div>
      </TreeItemContent>
      <Collection items={children} dependencies={[openPoints, here, marks, choicesOf]}>
        {(child) => <OutlineItem {...props} node={child} />}
      </Collection>
    </TreeItem>
  );
}

/** A word beside a sign: the status is never told by colour alone. */
function OutlineMarks({ mark }: { readonly mark: OutlineMark }): ReactNode {
  const { t } = useText();
  return (
    <>
      {mark.isOnFloor && <span className="chip floor">{t('floor.mark')}</span>}
      {mark.status && (
        <span className={`chip status-${mark.status}`}>{mark.said ?? t(`status.${mark.status}`)}</span>
      )}
      {mark.phase && <span className={`chip ${mark.phase}`}>{sayCode(t, 'phase', mark.phase)}</span>}
    </>
  );
}

function FoundList({
  document,
  sought,
  onFound,
}: OutlinePanelProps & { readonly sought: string }): ReactNode {
  const { t } = useText();
  const found = useMemo(() => findWords(document, sought), [document, sought]);
  if (found.length === 0) return <Nothing>{t('outline.none')}</Nothing>;
  return (
    <>
      <p className="hint" role="status">
        {t('outline.found', { count: found.length })}
      </p>
      <ListBox
        className="found"
        aria-label={t('outline.find')}
        items={found}
        onAction={(key) => {
          const { block, match } = found.find((each) => each.key === key)!;
          const inBlock = found.filter((each) => each.block === block);
          onFound(
            block,
            match,
            inBlock.findIndex((each) => each.key === key),
          );
        }}
      >
        {({ key, label, before, match, after }) => (
          <ListBoxItem id={key} textValue={`${before}${match}${after}`} className="found-item">
            {label && <span className="tree-label">{label}</span>}
            <span lang={document.meta.language} dir={document.meta.dir}>
              {before}
              <mark>{match}</mark>
              {after}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </>
  );
}
