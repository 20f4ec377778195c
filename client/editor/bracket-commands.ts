/** Bracketing, lifting, choices and placeholders (SPEC ED4, ED5). */
import type { Node } from 'prosemirror-model';
import { delimiterIn, inlineLength } from '../../shared/text/document.ts';
import { bracketRange, liftBracket, replaceRange } from '../../shared/text/edit.ts';
import type { Binding } from './binding.ts';
import type { Draft } from './command.ts';

export function bracketCommands(binding: Binding): Draft[] {
  return [
    { name: 'bracket', key: 'Mod-[', run: () => bracketSelection(binding, 'contested') },
    { name: 'placeholder', run: (text) => insertPlaceholder(binding, text ?? ''), asks: 'text' },
    {
      name: 'lift',
      key: 'Mod-]',
      can: () => (bracketAtCaret(binding) ? true : 'no-bracket-here'),
      run: () => liftAtCaret(binding),
    },
    {
      name: 'option-break',
      key: 'Mod-/',
      can: () => (bracketAtCaret(binding) ? true : 'not-a-choice'),
      run: () => breakOption(binding),
    },
  ];
}

/** Brackets the selection; without one, stands an empty bracket at the caret, the caret inside. */
export function bracketSelection(
  binding: Binding,
  kind: 'contested' | 'placeholder',
  glyphs?: readonly [string, string],
): void {
  const { from, to } = trimmed(binding);
  binding.edit(() => {
    bracketRange(binding, from, to, { id: binding.newId(), kind, ...(glyphs ? { glyphs } : {}) });
    return from === to ? from + 1 : to + 2;
  });
}

const wordsBetween = (block: Node, from: number, to: number): string =>
  block.textBetween(from, to, '', '\ufffc');

/** The selection without the spaces at its ends: a bracket hugs its words. */
function trimmed(binding: Binding): { readonly from: number; readonly to: number } {
  const { from, to } = binding.selection();
  const { $from, $to } = binding.state.selection;
  const isOne = $from.sameParent($to);
  const after = wordsBetween(
    $from.parent,
    $from.parentOffset,
    isOne ? $to.parentOffset : $from.parent.content.size,
  );
  const before = wordsBetween($to.parent, isOne ? $from.parentOffset : 0, $to.parentOffset);
  if (isOne && after.trim() === '') return { from, to };
  return {
    from: from + (after.length - after.trimStart().length),
    to: to - (before.length - before.trimEnd().length),
  };
}

/** `[` typed by itself brackets; `]` steps over a closing delimiter that stands there. True when the key is done with. */
export function typeDelimiter(binding: Binding, text: string): boolean {
  if (text === '[' || text === '［') {
    bracketSelection(binding, 'contested', text === '[' ? ['[', ']'] : ['［', '］']);
    return true;
  }
  if (text !== ']' && text !== '］') return false;
  const { $head } = binding.state.selection;
  if ($head.nodeAfter?.type.name === 'bracket_close') binding.select(binding.selection().head + 1);
  return true;
}

function insertPlaceholder(binding: Binding, text: string): void {
  const { from, to } = binding.selection();
  binding.edit(() => {
    const id = binding.newId();
    replaceRange(binding, from, to, [
      { el: 'bracket_open', id, kind: 'placeholder', glyph: '[' },
      ...(text ? [{ text: text.replace(/[[\]［］]/g, ' ') }] : []),
      { el: 'bracket_close', id, glyph: ']' },
    ]);
    return from + 1 + text.length;
  });
}

/** The innermost bracket that holds the caret, or whose delimiter it touches. Looks in the caret's block, then outward. */
export function bracketAtCaret(binding: Binding): string | undefined {
  const at = binding.caretPlace();
  if (!at) return undefined;
  const { content } = at.place.record;
  const open: string[] = [];
  let touching: string | undefined;
  let offset = 0;
  for (const inline of content) {
    const delimiter = delimiterIn(inline);
    if (delimiter && (offset === at.offset || offset + 1 === at.offset)) touching ??= delimiter.id;
    if (delimiter && offset < at.offset) {
      if (delimiter.el === 'bracket_open') open.push(delimiter.id);
      else if (open.includes(delimiter.id)) open.splice(open.indexOf(delimiter.id), 1);
    }
    offset += inlineLength(inline);
  }
  return touching ?? open.at(-1) ?? binding.enclosing(at.place.flat);
}

function liftAtCaret(binding: Binding): void {
  const bracket = bracketAtCaret(binding);
  if (!bracket) return;
  const { from } = binding.selection();
  const open = binding.index.flatOfDelimiter(bracket, 'open');
  const close = binding.index.flatOfDelimiter(bracket, 'close');
  const shift = (open !== undefined && open < from ? 1 : 0) + (close !== undefined && close < from ? 1 : 0);
  binding.edit(() => {
    liftBracket(binding, bracket);
    return from - shift;
  });
}

function breakOption(binding: Binding): void {
  const bracket = bracketAtCaret(binding);
  if (bracket) insertObject(binding, { el: 'option_break', bracket, glyph: '/' });
}

export function insertObject(binding: Binding, object: Parameters<typeof replaceRange>[3][number]): void {
  const { to } = binding.selection();
  binding.edit(() => {
    replaceRange(binding, to, to, [object]);
    return to + 1;
  });
}
