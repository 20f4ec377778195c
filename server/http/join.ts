/** The page of an invitation: reading it changes nothing, its button joins (SPEC IN1). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalReason } from '../../shared/house/audience.ts';
import { namesIn } from '../../shared/house/party.ts';
import type { InvitationRecord } from '../people/lookup.ts';
import { checked, SHAPES } from './edge.ts';
import { escaped } from './first-text.ts';
import { sendNotice, sendPage, wordsFor } from './plain-page.ts';
import type { Ports } from './ports.ts';
import { signIn } from './session.ts';
import type { Language, Words } from './words.ts';

export function joinRoutes(app: FastifyInstance, ports: Ports): void {
  app.get('/join/:token', async (request, reply) => {
    const token = tokenOf(request);
    if (token === undefined) return sendRefusal(request, reply, 'unknown-invitation');
    const found = ports.invitations.look(token, request.account);
    if (!found.done) return sendRefusal(request, reply, found.why);
    const { words, language } = wordsFor(request);
    return sendPage(
      request,
      reply,
      200,
      words.title,
      invitationHtml(ports, found.value, request, words, language),
    );
  });

  app.post('/join/:token', async (request, reply) => {
    const token = tokenOf(request);
    if (token === undefined) return sendRefusal(request, reply, 'unknown-invitation');
    const name = checked(SHAPES.redeem, request.body)?.name ?? '';
    const redeemed = await ports.invitations.redeem(token, name, request.account);
    if (!redeemed.done) return sendRefusal(request, reply, redeemed.why);
    const { account, draft } = redeemed.value;
    if (account.id !== request.account?.id) signIn(request, reply, ports, account);
    const observer = ports.people.memberOf(account.id, draft)?.role === 'observer';
    return reply.redirect(observer ? `/d/${draft}/screen` : `/d/${draft}`, 303);
  });
}

function tokenOf(request: FastifyRequest): string | undefined {
  const read = SHAPES.token.safeParse(request.params);
  return read.success ? read.data.token : undefined;
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, why: RefusalReason) {
  const { words } = wordsFor(request);
  const status = why === 'unknown-invitation' ? 404 : 410;
  return sendNotice(request, reply, status, words.refusal[why] ?? words.notFound, words.refusalHint);
}

function invitationHtml(
  { people }: Ports,
  invitation: InvitationRecord,
  { account }: FastifyRequest,
  words: Words,
  language: Language,
): string {
  const { draft, role, party, head, expires } = invitation;
  const text = people.lookup.draft(draft);
  // The title of a draft in preparation is for the chair's side alone.
  const visible = text && (text.phase !== 'preparing' || role === 'chair' || role === 'secretariat');
  const title = visible ? words.invited(text.title) : words.invitedQuietly;
  const listed = party === undefined ? undefined : people.lookup.party(draft, party);
  const name = listed ? ` ${namesIn(listed, language).full}` : '';
  const place = `${words.place[role]}${name}${head ? ` · ${words.head}` : ''}`;
  const mine = account && people.memberOf(account.id, draft);
  const paragraph = (sentence: string, hint = false) =>
    `<p${hint ? ' class="hint"' : ''}>${escaped(sentence)}</p>`;
  const opening = `<h1>${escaped(title)}</h1><p><strong>${escaped(place)}</strong></p>`;
  if (mine && mine.role === role && mine.party === party)
    return `${opening}<a class="button" href="/d/${draft}">${escaped(words.goOn)}</a>`;
  const until = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(expires);
  return `${opening}${mine ? paragraph(words.otherPlace) : ''}<form method="post">
<label for="name">${escaped(words.yourName)}</label><input id="name" name="name" maxlength="100" autocomplete="name" autofocus>
${paragraph(words.nameHint, true)}<button type="submit">${escaped(words.join)}</button></form>
${paragraph(words.shared, true)}${paragraph(words.until(until), true)}`;
}
