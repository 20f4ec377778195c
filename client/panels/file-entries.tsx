/** What a changed file asks, entry by entry: its changes, its comments, and what could be made no proposal. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { FoundProposal } from '../../shared/changes/proposals-from.ts';
import type { FileChanges, FileComment } from '../api.ts';
import { useText } from '../locales/i18n.ts';
import { enteredWords } from './act-words.ts';
import { blockOfPlace, type Negotiation } from './negotiation.ts';

/** What was done with an entry; an entry without is still to be looked at. */
export type Done = 'kept' | 'tabled' | 'dropped';

interface FoundProps {
  readonly found: FoundProposal;
  readonly done: Done | undefined;
  readonly negotiation: Negotiation;
  readonly onGo: (block: string) => void;
  readonly onKeep: () => void;
  readonly onTable: () => void;
  readonly onDrop: () => void;
}

export function Found({
  found: { proposal },
  done,
  negotiation,
  onGo,
  onKeep,
  onTable,
  onDrop,
}: FoundProps): ReactNode {
  const { t } = useText();
  const block = blockOfPlace(negotiation.proposals, proposal.place);
  const words = enteredWords(t, negotiation, proposal);
  return (
    <li className="proposal-item">
      <Button className="proposal-open" onPress={() => block !== undefined && onGo(block)}>
        <span className="point-head">
          <span className="point-number">{block === undefined ? '' : negotiation.place(block)}</span>
          {done && <span className={done === 'dropped' ? 'hint' : 'good'}>{t(`file.${done}`)}</span>}
        </span>
        <span className="in-context">{words}</span>
      </Button>
      {done === undefined && (
        <div className="panel-tools">
          <Button className="button small" aria-label={t('file.keep-this', { words })} onPress={onKeep}>
            {t('file.keep')}
          </Button>
          <Button className="button small" aria-label={t('file.table-this', { words })} onPress={onTable}>
            {t('do.table')}
          </Button>
          <Button className="button small" aria-label={t('file.drop-this', { words })} onPress={onDrop}>
            {t('file.drop')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** What differs and could be made no proposal: a person reads it, nothing of it is lost. */
export function Asides({ told: { asides } }: { readonly told: FileChanges }): ReactNode {
  const { t } = useText();
  if (asides.length === 0) return null;
  return (
    <section aria-label={t('file.asides')}>
      <h3>
        {t('file.asides')} <span className="group-count">{asides.length}</span>
      </h3>
      <ul className="proposals">
        {asides.map(({ what, side, words }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <li key={at} className="proposal-item">
            <p className="in-context">
              <span className="reason">{t(`aside.${what}`)}</span> {t(`aside.side-${side}`)}{' '}
              {words && `“${words}”`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CommentsProps {
  readonly comments: readonly FileComment[];
  readonly doneWith: (id: string) => Done | undefined;
  readonly onNote: (comments: readonly FileComment[]) => void;
  readonly onDrop: (comment: FileComment) => void;
}

/** Comments of the file: kept, they are notes of the delegation to itself. */
export function Comments({ comments, doneWith, onNote, onDrop }: CommentsProps): ReactNode {
  const { t } = useText();
  const open = comments.filter(({ id }) => doneWith(id) === undefined);
  if (comments.length === 0) return null;
  return (
    <section aria-label={t('file.comments')}>
      <h3>
        {t('file.comments')} <span className="group-count">{comments.length}</span>
      </h3>
      <p className="hint">{t('file.comments-what')}</p>
      {open.length > 0 && (
        <div className="panel-tools">
          <Button className="button small" onPress={() => onNote(open)}>
            {t('file.note-all', { count: open.length })}
          </Button>
        </div>
      )}
      <ul className="proposals">
        {comments.map((each) => {
          const done = doneWith(each.id);
          return (
            <li key={each.id} className="proposal-item">
              <p className="in-context">
                {each.author && <strong>{each.author}: </strong>}
                {each.text}
              </p>
              {done && <span className="hint">{t(`file.${done}`)}</span>}
              {!done && (
                <div className="panel-tools">
                  <Button
                    className="button small"
                    aria-label={t('file.note-this', { words: each.text })}
                    onPress={() => onNote([each])}
                  >
                    {t('file.note')}
                  </Button>
                  <Button
                    className="button small"
                    aria-label={t('file.drop-this', { words: each.text })}
                    onPress={() => onDrop(each)}
                  >
                    {t('file.drop')}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
