/** A file that came back changed: what it asks, change by change, taken into the own hand, tabled, or left (SPEC RT8). */
import { FileUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import type { FoundProposal } from '../../shared/changes/proposals-from.ts';
import { newBlocksOf, writeProposal } from '../../shared/proposals/hand.ts';
import { type FileChanges, type FileComment, sendFileChanges } from '../api.ts';
import { refusalFrom } from '../asked.ts';
import { sayCode, saySaid, useText } from '../locales/i18n.ts';
import { announce } from './announce.tsx';
import { Nothing, Trouble } from './controls.tsx';
import { ChoiceField } from './fields.tsx';
import { Asides, Comments, type Done, Found } from './file-entries.tsx';
import { tableRequests } from './mine.tsx';
import type { Negotiation } from './negotiation.ts';
import { writeNote } from './notes.ts';

interface FileChangesProps {
  readonly negotiation: Negotiation;
  readonly draft: string;
  readonly onGo: (block: string) => void;
}

interface Reading {
  readonly file: File;
  readonly told: FileChanges;
  readonly done: Readonly<Record<string, Done>>;
}

/** What was read stays while the page is open, also when another panel is looked at. */
const readings = new Map<string, Reading>();

const NOW = '';

export function FileChangesPanel(props: FileChangesProps): ReactNode {
  const { t } = useText();
  const { negotiation, draft } = props;
  const [reading, setReading] = useState(readings.get(draft));
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const change = (next: Reading | undefined): void => {
    if (next) readings.set(draft, next);
    else readings.delete(draft);
    setReading(next);
  };
  const read = async (file: File, base?: string): Promise<void> => {
    setBusy(true);
    setTrouble('');
    try {
      const told = await sendFileChanges(draft, file, base);
      const found = [...told.found].sort((a, b) => a.order - b.order);
      change({ file, told: { ...told, found }, done: {} });
      announce(t('file.found', { count: told.found.length }));
    } catch (error) {
      const { code, message, said: why } = refusalFrom(error);
      const said = why ? saySaid(t, why) : sayCode(t, 'refusal', code);
      setTrouble(said === code && message ? message : said);
    } finally {
      setBusy(false);
    }
  };
  if (!negotiation.proposals?.hand) return <Nothing>{t('file.no-hand')}</Nothing>;
  return (
    <div className="panel-body" aria-busy={isBusy}>
      {trouble && <Trouble>{trouble}</Trouble>}
      {negotiation.trouble && <Trouble>{negotiation.trouble}</Trouble>}
      <div className="panel-tools">
        <FileTrigger onSelect={(files) => files?.[0] && void read(files[0])}>
          <Button className={reading ? 'button small' : 'button small primary'} isDisabled={isBusy}>
            <FileUp size={14} aria-hidden />
            {t(reading ? 'file.another' : 'file.choose')}
          </Button>
        </FileTrigger>
        {isBusy && <span role="status">{t('file.reading')}</span>}
      </div>
      {!reading && <p className="hint">{t('file.what')}</p>}
      {reading && (
        <ReadFile
          {...props}
          reading={reading}
          onChange={change}
          onBase={(base) => void read(reading.file, base)}
        />
      )}
    </div>
  );
}

interface ReadFileProps extends FileChangesProps {
  readonly reading: Reading;
  readonly onChange: (next: Reading) => void;
  readonly onBase: (symbol: string) => void;
}

function ReadFile({ reading, onChange, onBase, negotiation, draft, onGo }: ReadFileProps): ReactNode {
  const { t } = useText();
  const { told, done, file } = reading;
  const open = told.found.filter(({ proposal }) => done[proposal.id] === undefined);
  const mark = (ids: readonly string[], what: Done): void => {
    const latest = readings.get(draft) ?? reading;
    onChange({ ...latest, done: { ...latest.done, ...Object.fromEntries(ids.map((id) => [id, what])) } });
  };
  const keep = (found: readonly FoundProposal[]): void => {
    for (const { proposal } of found) keepInHand(negotiation, proposal);
    mark(idsOf(found), 'kept');
  };
  const table = async (found: readonly FoundProposal[]): Promise<void> => {
    for (const { proposal } of found) keepInHand(negotiation, proposal);
    mark(idsOf(found), 'kept');
    for (const id of idsOf(found))
      if (await negotiation.act(tableRequests(negotiation, [id]))) mark([id], 'tabled');
  };
  const note = (comments: readonly FileComment[]): void => {
    for (const comment of comments) keepAsNote(negotiation, comment);
    mark(
      comments.map(({ id }) => noteKey(id)),
      'kept',
    );
  };
  return (
    <>
      <p className="hint">
        {t('file.from', { name: file.name })}{' '}
        {t(`file.base-${told.base.how}`, { symbol: told.base.symbol ?? t('file.as-it-stood') })}
      </p>
      <ChoiceField<string>
        label={t('file.made-of')}
        choices={[
          { id: NOW, name: t('file.as-it-stands') },
          ...told.revisions.map((id) => ({ id, name: id })),
        ]}
        value={told.base.symbol ?? NOW}
        onChange={onBase}
      />
      <p role="status">{t('file.found', { count: told.found.length })}</p>
      {open.length > 0 && (
        <div className="panel-tools">
          <Button className="button small primary" onPress={() => keep(open)}>
            {t('file.keep-all', { count: open.length })}
          </Button>
          <Button className="button small" onPress={() => void table(open)}>
            {t('file.table-all', { count: open.length })}
          </Button>
          <Button className="button small" onPress={() => mark(idsOf(open), 'dropped')}>
            {t('file.drop-all', { count: open.length })}
          </Button>
        </div>
      )}
      <ul className="proposals">
        {told.found.map((each) => (
          <Found
            key={each.proposal.id}
            found={each}
            done={done[each.proposal.id]}
            negotiation={negotiation}
            onGo={onGo}
            onKeep={() => keep([each])}
            onTable={() => void table([each])}
            onDrop={() => mark([each.proposal.id], 'dropped')}
          />
        ))}
      </ul>
      <Asides told={told} />
      <Comments
        comments={told.comments}
        doneWith={(id) => done[noteKey(id)]}
        onNote={note}
        onDrop={({ id }) => mark([noteKey(id)], 'dropped')}
      />
    </>
  );
}

const idsOf = (found: readonly FoundProposal[]): readonly string[] =>
  found.map(({ proposal }) => proposal.id);
const noteKey = (id: string): string => `note ${id}`;

function keepInHand({ proposals }: Negotiation, proposal: FoundProposal['proposal']): void {
  const hand = proposals?.hand;
  if (!hand || proposals.composition.papers.inHand.has(proposal.id)) return;
  const { blocks: _, ...head } = proposal;
  writeProposal(hand, head, newBlocksOf(proposal));
}

function keepAsNote({ proposals }: Negotiation, { id, text, author, at, unit }: FileComment): void {
  const hand = proposals?.hand;
  const time = Date.parse(at ?? '');
  const note = {
    id: `file-${id}-${crypto.randomUUID()}`,
    on: unit === undefined ? ('draft' as const) : (`unit:${unit}` as const),
    words: text,
    by: author,
    at: Number.isNaN(time) ? Date.now() : time,
  };
  if (hand) writeNote(hand.ydoc, note, hand.origin);
}
