/** Keys as commands name them (`Mod-Alt-1`, `F8`, `?`): does an event press one, and how is one printed. */

const onMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

interface Chord {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly name: string;
}

function chordOf(key: string): Chord {
  const parts = key.split('-');
  const name = parts.pop() ?? '';
  const has = (modifier: string): boolean => parts.includes(modifier);
  return { mod: has('Mod') || has('Ctrl'), alt: has('Alt'), shift: has('Shift'), name: name || '-' };
}

/** With Alt the letter that arrives depends on the layout (Option-1 types ¡), so the physical key decides there. */
function namesKey(event: KeyboardEvent, { name, alt }: Chord): boolean {
  if (alt && /^\d$/.test(name)) return event.code === `Digit${name}`;
  if (alt && /^[a-z]$/i.test(name)) return event.code === `Key${name.toUpperCase()}`;
  return event.key.toLowerCase() === name.toLowerCase();
}

/** Does this event press that key? Never while an input method composes. AltGr is not Ctrl-Alt. */
export function presses(event: KeyboardEvent, key: string): boolean {
  if (event.isComposing || event.getModifierState('AltGraph')) return false;
  const chord = chordOf(key);
  const shiftMatters = chord.name.length > 1 || /[a-z0-9]/i.test(chord.name);
  return (
    (event.ctrlKey || event.metaKey) === chord.mod &&
    event.altKey === chord.alt &&
    (!shiftMatters || event.shiftKey === chord.shift) &&
    namesKey(event, chord)
  );
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** A key as it stands on this keyboard: `Ctrl+Alt+1`, `⌥1`. */
export function printKey(key: string): string {
  const parts = key.split('-');
  const name = parts.pop() || '-';
  const shown = name.length === 1 ? name.toUpperCase() : name;
  if (onMac()) return [...parts.map((part) => MAC_SIGNS[part] ?? part), shown].join('');
  return [...parts.filter(Boolean).map((part) => (part === 'Mod' ? 'Ctrl' : part)), shown].join('+');
}
