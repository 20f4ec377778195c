/**
 * Tracked changes of an imported file as what parties ask for on the new draft (SPEC IM35, IM36): first what each party changed
 * in the text, then what it changed in the words of others. What can be no proposal is told with its words, never lost.
 */
import * as Y from 'yjs';
import type { ActRequest } from '../../shared/acts/act.ts';
import { CHAIR } from '../../shared/acts/facts.ts';
import { type AsideKind, type FoundProposal, proposalsFrom } from '../../shared/changes/proposals-from.ts';
import { wordsOfProposal } from '../../shared/proposals/content.ts';
import { openDraft } from '../../shared/proposals/open-draft.ts';
import { putOnTable } from '../../shared/proposals/table.ts';
import type { DraftDocument } from '../../shared/text/document.ts';
import type { NestedChange } from '../import/docx/nested.ts';
import { newId } from '../people/secret.ts';
import { AUTHOR_FATES, type AuthorMapping, acceptedIn, proposingIn } from './import-acts.ts';

/** A file whose changes are tracked, as the steps here ask for it. */
export interface TrackedFile {
  readonly nested: readonly NestedChange[];
  /** The text with the changes of these people accepted. */
  readonly read: (accepted: readonly string[]) => Promise<DraftDocument>;
}

/** A change that did not become a proposal. */
export interface ToldChange {
  /** `left-out-words`: it stands in words that were left out; `in-words`: it finds no place in another's words; `refused`. */
  readonly why: AsideKind | 'left-out-words' | 'in-words' | 'refused';
  readonly side: 'gone' | 'new' | 'changed';
  readonly words: string;
  /** The id of a party, or `AUTHOR_FATES.chair`. */
  readonly by: string;
}

export interface Asked {
  readonly acts: readonly Entered[];
  readonly told: readonly ToldChange[];
}
export type Entered = Extract<ActRequest, { act: 'enter' }>;

/** What one party changed in the words of others. */
export interface Amendment {
  readonly hosts: readonly string[];
  readonly party: string;
  readonly changes: readonly NestedChange[];
}

export class TrackedRequests {
  readonly #parties: ReadonlyMap<string, readonly string[]>;
  readonly #accepted: readonly string[];
  /** Texts that were read, by whose changes are accepted in them: trying and asking want the same. */
  readonly #texts = new Map<string, Promise<DraftDocument>>();

  constructor(
    private readonly file: TrackedFile,
    private readonly mapping: AuthorMapping,
  ) {
    this.#parties = proposingIn(mapping);
    this.#accepted = acceptedIn(mapping);
  }

  /** What the parties changed in the text itself; `update` is the draft. */
  async onText(update: Uint8Array): Promise<Asked> {
    const acts: Entered[] = [];
    const told: ToldChange[] = this.#inLeftOutWords();
    for (const [party, authors] of this.#parties) {
      const changed = await this.#read([...this.#accepted, ...authors]);
      const { found, asides } = proposalsFrom({ base: opened(update), changed, ids: 'apart', newId });
      acts.push(...found.map((each) => entered(each, party)));
      told.push(...withoutNumbers(asides, party));
    }
    return { acts, told };
  }

  /** What is to be asked on the words of others, after those stand on the table; what has fewer hosts first. */
  get amendments(): readonly Amendment[] {
    const found = new Map<string, Amendment>();
    for (const change of this.file.nested) {
      const party = this.mapping[change.author];
      const hosts = this.#hostsOf(change).filter((host) => host !== party && host !== AUTHOR_FATES.text);
      if (!this.#parties.has(party ?? '') || hosts.length === 0 || hosts.includes(AUTHOR_FATES.drop))
        continue;
      const key = [party, ...hosts].join(' ');
      const changes = [...(found.get(key)?.changes ?? []), change];
      found.set(key, { party: party!, hosts, changes });
    }
    return [...found.values()].sort((a, b) => a.hosts.length - b.hosts.length);
  }

  /** `update` is the draft with the words of the hosts on its table. */
  async onWords({ hosts, party, changes }: Amendment, update: Uint8Array): Promise<Asked> {
    const authors = hosts.flatMap((host) => this.#parties.get(host) ?? []);
    const before = [...this.#accepted, ...authors];
    const read = await this.#read(before);
    const changed = await this.#read([...before, ...(this.#parties.get(party) ?? [])]);
    const { found } = proposalsFrom({ base: opened(update), read, changed, newId });
    const own = found.filter(({ proposal: { place } }) => 'layer' in place && place.layer === 'words');
    const said = lettersOf(own.map((each) => each.covers + wordsOfProposal(each.proposal)).join(''));
    const lost = changes.filter(({ text }) => lettersOf(text) === '' || !said.includes(lettersOf(text)));
    return {
      acts: own.map((each) => entered(each, party)),
      told: lost.map((change) => toldOf(change, 'in-words', party)),
    };
  }

  #read(accepted: readonly string[]): Promise<DraftDocument> {
    const key = JSON.stringify(accepted);
    const known = this.#texts.get(key) ?? this.file.read(accepted);
    this.#texts.set(key, known);
    return known;
  }

  #hostsOf({ hosts }: NestedChange): readonly string[] {
    return [...new Set(hosts.map((host) => this.mapping[host] ?? AUTHOR_FATES.drop))];
  }

  #inLeftOutWords(): ToldChange[] {
    return this.file.nested.flatMap((change) => {
      const party = this.mapping[change.author] ?? '';
      const isLost = this.#parties.has(party) && this.#hostsOf(change).includes(AUTHOR_FATES.drop);
      return isLost ? [toldOf(change, 'left-out-words', party)] : [];
    });
  }
}

/** What becomes of all changes, tried on a copy of the draft: what is asked on its text, and everything that is told. */
export async function triedOn(update: Uint8Array, requests: TrackedRequests): Promise<Asked> {
  const draft = opened(update);
  const first = await requests.onText(update);
  const told = [...first.told];
  const put = (acts: readonly Entered[]): void =>
    acts.forEach(({ proposal: { blocks, ...head } }, order) => {
      putOnTable(draft, { ...head, state: 'on-text', order, wording: 1 }, blocks);
    });
  put(first.acts);
  for (const amendment of requests.amendments) {
    const more = await requests.onWords(amendment, Y.encodeStateAsUpdate(draft.ydoc));
    put(more.acts);
    told.push(...more.told);
  }
  return { acts: first.acts, told };
}

function opened(update: Uint8Array) {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, update);
  return openDraft(ydoc, 'import');
}

const entered = ({ proposal }: FoundProposal, party: string): Entered => ({
  act: 'enter',
  proposal,
  for: party === AUTHOR_FATES.chair ? CHAIR : party,
});

/** Numbers that follow from what was put in or taken out are told once. */
function withoutNumbers(
  asides: ReturnType<typeof proposalsFrom>['asides'],
  by: string,
): readonly ToldChange[] {
  const numbers = asides.filter(({ what }) => what === 'number').map(({ words }) => words);
  const others = asides.filter(({ what }) => what !== 'number');
  const told = others.map(({ what, side, words }): ToldChange => ({ why: what, side, words, by }));
  if (numbers.length === 0) return told;
  return [...told, { why: 'number', side: 'changed', words: numbers.join(', '), by }];
}

const toldOf = ({ kind, text }: NestedChange, why: ToldChange['why'], by: string): ToldChange => ({
  why,
  side: kind === 'insertion' ? 'new' : 'gone',
  words: text.trim(),
  by,
});

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
