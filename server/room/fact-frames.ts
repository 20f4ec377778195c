/** Facts on their way to members: viewers of one audience share the bytes, which hold only what they may see (SPEC FA3). */
import { type Audience, audienceKey, audienceOf, changeFor, factsFor } from '../../shared/acts/view.ts';
import type { Standing } from '../../shared/house/audience.ts';
import type { Membership } from '../../shared/house/membership.ts';
import type { Acted } from './document-ports.ts';
import { serverFrame } from './frame.ts';
import type { LiveDocument } from './live-document.ts';

export class FactFrames {
  readonly #document: LiveDocument;
  readonly #standing: () => Standing;
  /** Whole facts by audience, as of the last act. */
  #whole = new Map<string, Buffer>();

  constructor(document: LiveDocument, standing: () => Standing) {
    this.#document = document;
    this.#standing = standing;
  }

  /** All that the member may see; undefined for who is sent no facts. */
  wholeFor(member: Membership): Buffer | undefined {
    const audience = audienceOf(member, this.#standing());
    if (!audience) return undefined;
    const key = audienceKey(audience);
    const known = this.#whole.get(key);
    if (known) return known;
    const { seq, facts } = this.#document;
    const frame = serverFrame({ kind: 'facts', seq, whole: true, set: factsFor(facts, audience), gone: [] });
    this.#whole.set(key, frame);
    return frame;
  }

  /** What an act changed, for each member; undefined where it changed nothing that the member sees. */
  framesOf(acted: Acted): (member: Membership) => Buffer | undefined {
    this.#whole.clear();
    const made = new Map<string, Buffer | undefined>();
    return (member) => {
      const audience = audienceOf(member, this.#standing());
      if (!audience) return undefined;
      const key = audienceKey(audience);
      if (!made.has(key)) made.set(key, frameFor(audience, acted));
      return made.get(key);
    };
  }
}

function frameFor(audience: Audience, { seq, before, change }: Acted): Buffer | undefined {
  const seen = changeFor(audience, before, change);
  return seen && serverFrame({ kind: 'facts', seq, whole: false, ...seen });
}
