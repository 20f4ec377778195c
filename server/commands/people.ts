/** `chapeau drafts`, `chapeau new`, `chapeau invite`: what one does before anybody can sign in. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ROLES, type Role } from '../../shared/house/membership.ts';
import { emptyDraft } from '../people/new-draft.ts';
import { type CreatedDraft, createDraftIn, draftsIn, type Folder, inviteIn } from './folder.ts';

interface InviteOptions {
  readonly role: Role;
  readonly party?: string;
  readonly head?: true;
  readonly reusable?: true;
  readonly days: number;
  readonly label?: string;
}

/** Prints what was created, one link a line. */
export function printCreated({ id, title, links }: CreatedDraft): void {
  console.log(`created ${id} "${title}" in preparation`);
  for (const { role, url } of links) console.log(`join as ${role}: ${url}`);
}

export function register(program: Command, folder: Folder): void {
  program
    .command('drafts')
    .description('list the drafts of the data folder')
    .action(async () => {
      for (const { id, phase, title } of await draftsIn(folder))
        console.log(`${id}  ${phase.padEnd(9)}  ${title}`);
    });

  program
    .command('new')
    .description('create an empty draft in preparation, with links for its chair and secretariat')
    .argument('<title>', 'what the draft is called')
    .option('--language <tag>', 'language of the text (BCP 47)', 'en')
    .action(async (title: string, { language }: { language: string }) => {
      printCreated(await createDraftIn(folder, { document: emptyDraft({ title, language }) }));
    });

  program
    .command('invite')
    .description('issue an invitation to a draft and print its link (while the server is stopped)')
    .argument('<draft>', 'id or title of the draft')
    .addOption(new Option('--role <role>', 'place it gives').choices(ROLES).makeOptionMandatory())
    .option('--party <id>', 'party of the list, for a delegation')
    .option('--head', 'as head of delegation')
    .option('--reusable', 'several persons may use it')
    .option('--days <n>', 'how long it can be used', wholeDays, 14)
    .option('--label <text>', 'whom it is for')
    .action(async (draft: string, { role, party, head, reusable, days, label }: InviteOptions) => {
      const wish = {
        role,
        party,
        head: head ?? false,
        reusable: reusable ?? false,
        days,
        label: label ?? role,
      };
      console.log(await inviteIn(folder, draft, wish));
    });
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 365) return days;
  throw new InvalidArgumentError('a whole number from 1 to 365');
}
