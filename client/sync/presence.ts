/** One's own presence goes under the client id of one's document. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';

/**
 * Takes presence along when the document's client id changed: by adoption, or by Yjs itself, which takes a new one when it
 * meets its own in another's words. Sent under an id that it does not know, y-websocket 3 throws when a socket opens.
 */
export function followClientId(awareness: Awareness, { clientID }: Y.Doc): void {
  if (awareness.clientID === clientID) return;
  const presence = awareness.getLocalState();
  awareness.setLocalState(null);
  awareness.clientID = clientID;
  awareness.setLocalState(presence);
}
