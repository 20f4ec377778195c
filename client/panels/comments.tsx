/** Comments on what one stands at: to everybody, to the chair's side, or among one's own delegation. */
import { type ReactNode, useEffect, useState } from 'react';
import {
  Button,
  Form,
  Label,
  Radio,
  RadioGroup,
  TextArea,
  TextField,
  ToggleButton,
} from 'react-aria-components';
import type { CommentFact, Target } from '../../shared/acts/facts.ts';
import { readThreads, type Thread } from '../../shared/acts/reading/comments.ts';
import { randomId } from '../editor/editor.ts';
import { useText } from '../locales/i18n.ts';
import { targetWords } from './act-words.ts';
import { Nothing, Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import { forWhom, type Negotiation } from './negotiation.ts';
import { dropNote, type Note, readNotes, writeNote } from './notes.ts';

interface CommentsPanelProps {
  readonly negotiation: Negotiation;
  /** What one could speak of here: the proposal, the provision, the draft. */
  readonly targets: readonly Target[];
  /** Name of the person, for notes among colleagues. */
  readonly person: string;
}

/** To whom a comment goes; `delegation` is a note in the own hand, no comment. */
type Audience = 'all' | { readonly group: string } | 'chair' | 'delegation';

const GROUP = 'group:';
const codeOf = (audience: Audience): string =>
  typeof audience === 'string' ? audience : `${GROUP}${audience.group}`;

export function CommentsPanel({ negotiation, targets, person }: CommentsPanelProps): ReactNode {
  const { t } = useText();
  const [here, setHere] = useState(true);
  const notes = useNotes(negotiation);
  const threads = readThreads(negotiation.facts, here ? targets : undefined);
  const shown = notes.filter(({ on }) => !here || targets.includes(on));
  return (
    <div className="panel-body">
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <CommentForm negotiation={negotiation} targets={targets} person={person} />
      <ToggleButton className="button small" isSelected={!here} onChange={(all) => setHere(!all)}>
        {t('comments.show-all')}
      </ToggleButton>
      {threads.length === 0 && shown.length === 0 && (
        <Nothing>{t(here ? 'comments.empty-here' : 'comments.empty')}</Nothing>
      )}
      <ul className="comments">
        {shown.map((note) => (
          <NoteItem key={note.id} note={note} negotiation={negotiation} />
        ))}
        {threads.map((thread) => (
          <ThreadItem key={thread.comment.id} thread={thread} negotiation={negotiation} />
        ))}
      </ul>
    </div>
  );
}

/** The notes of the own hand, as colleagues write them. */
function useNotes({ proposals }: Negotiation): readonly Note[] {
  const ydoc = proposals?.hand?.ydoc;
  const [notes, setNotes] = useState<readonly Note[]>([]);
  useEffect(() => {
    if (!ydoc) return;
    const read = (): void => setNotes(readNotes(ydoc));
    read();
    ydoc.on('update', read);
    return () => ydoc.off('update', read);
  }, [ydoc]);
  return notes;
}

function CommentForm({ negotiation, targets, person }: CommentsPanelProps): ReactNode {
  const { t } = useText();
  const [audience, setAudience] = useState<Audience>('all');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<Target>();
  const on = chosen && targets.includes(chosen) ? chosen : (targets[0] ?? 'draft');
  const { hand } = negotiation.proposals ?? {};
  const audiences: readonly Audience[] = [
    'all',
    ...negotiation.talksTo.map((group) => ({ group })),
    'chair',
    ...(hand === undefined ? [] : (['delegation'] as const)),
  ];
  const send = async (): Promise<void> => {
    const said = words.trim();
    if (said === '') return;
    if (audience === 'delegation' && hand)
      writeNote(hand.ydoc, { id: randomId(), on, words: said, by: person, at: Date.now() }, hand.origin);
    else if (
      audience === 'delegation' ||
      !(await negotiation.act([commentRequest(negotiation, on, audience, said)]))
    )
      return;
    setWords('');
  };
  return (
    <Form
      className="section"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {targets.length > 1 && (
        <ChoiceField<string>
          label={t('comments.on')}
          choices={targets.map((id) => ({ id, name: targetWords(t, negotiation, id) }))}
          value={on}
          onChange={(id) => setChosen(id as Target)}
        />
      )}
      <TextField className="field" value={words} onChange={setWords} maxLength={4000}>
        <Label>{t('comments.words')}</Label>
        <TextArea rows={3} spellCheck={false} translate="no" />
      </TextField>
      <RadioGroup
        className="picks"
        aria-label={t('comments.audience')}
        value={codeOf(audience)}
        onChange={(code) => setAudience(audiences.find((each) => codeOf(each) === code) ?? 'all')}
      >
        {audiences.map((each) => (
          <Radio key={codeOf(each)} className="pick" value={codeOf(each)}>
            {typeof each === 'string'
              ? t(`comments.to.${each}`)
              : t('comments.to.group', { group: negotiation.name(each.group) })}
          </Radio>
        ))}
      </RadioGroup>
      <Button className="button small primary" type="submit" isDisabled={words.trim() === ''}>
        {t(audience === 'delegation' ? 'comments.keep' : 'comments.send')}
      </Button>
    </Form>
  );
}

const commentRequest = (
  negotiation: Negotiation,
  on: Target,
  audience: Exclude<Audience, 'delegation'>,
  words: string,
  answers?: string,
) =>
  ({
    act: 'comment',
    id: randomId(),
    on,
    ...(typeof audience === 'string' ? { audience } : { audience: 'group' as const, group: audience.group }),
    words,
    ...(answers === undefined ? {} : { answers }),
    ...forWhom(negotiation),
  }) as const;

function ThreadItem({
  thread: { comment, answers },
  negotiation,
}: {
  readonly thread: Thread;
  readonly negotiation: Negotiation;
}): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState<string>();
  const answer = async (): Promise<void> => {
    const said = (words ?? '').trim();
    const { group } = comment;
    const audience = group === undefined ? (comment.audience === 'chair' ? 'chair' : 'all') : { group };
    const request = commentRequest(negotiation, comment.on, audience, said, comment.id);
    if (said !== '' && (await negotiation.act([request]))) setWords(undefined);
  };
  return (
    <li className="section">
      <p className="hint">{targetWords(t, negotiation, comment.on)}</p>
      {[comment, ...answers].map((each) => (
        <Said key={each.id} comment={each} negotiation={negotiation} />
      ))}
      {words === undefined ? (
        <Button className="button small" onPress={() => setWords('')}>
          {t('comments.answer')}
        </Button>
      ) : (
        <Form
          className="ask-inline"
          onSubmit={(event) => {
            event.preventDefault();
            void answer();
          }}
        >
          <TextField className="field" value={words} onChange={setWords} autoFocus maxLength={4000}>
            <Label>{t('comments.answer')}</Label>
            <TextArea rows={2} spellCheck={false} translate="no" />
          </TextField>
          <Button className="button small primary" type="submit">
            {t('comments.send')}
          </Button>
        </Form>
      )}
    </li>
  );
}

function Said({
  comment,
  negotiation,
}: {
  readonly comment: CommentFact;
  readonly negotiation: Negotiation;
}): ReactNode {
  const { t, language } = useText();
  const at = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(comment.at);
  return (
    <div className="comment">
      <p className="point-head">
        <b>{negotiation.name(comment.party)}</b>
        <span>{at}</span>
        {comment.audience === 'chair' && <span className="chip">{t('comments.to.chair')}</span>}
        {comment.group !== undefined && (
          <span className="chip">{t('comments.to.group', { group: negotiation.name(comment.group) })}</span>
        )}
      </p>
      <p className="comment-words">{comment.words}</p>
    </div>
  );
}

function NoteItem({
  note,
  negotiation,
}: {
  readonly note: Note;
  readonly negotiation: Negotiation;
}): ReactNode {
  const { t } = useText();
  const hand = negotiation.proposals?.hand;
  return (
    <li className="section">
      <p className="hint">{targetWords(t, negotiation, note.on)}</p>
      <p className="point-head">
        <b>{note.by}</b>
        <span className="chip">{t('comments.to.delegation')}</span>
      </p>
      <p className="comment-words">
        {note.stance && <b>{t(`stance.${note.stance}`)} </b>}
        {note.words}
      </p>
      {hand && (
        <Button className="button small danger" onPress={() => dropNote(hand.ydoc, note.id, hand.origin)}>
          {t('comments.drop')}
        </Button>
      )}
    </li>
  );
}
