/** The sentences of the few pages that the server writes itself, in the reader's language. */
import type { RefusalReason } from '../../shared/house/audience.ts';
import type { Role } from '../../shared/house/membership.ts';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Words {
  readonly title: string;
  readonly invited: (draft: string) => string;
  readonly invitedQuietly: string;
  readonly place: Readonly<Record<Role, string>>;
  readonly head: string;
  readonly until: (date: string) => string;
  readonly yourName: string;
  readonly nameHint: string;
  readonly join: string;
  readonly shared: string;
  readonly otherPlace: string;
  readonly goOn: string;
  readonly signedOut: string;
  readonly signedOutHint: string;
  readonly notFound: string;
  readonly notFoundHint: string;
  /** The address of an answer, opened as a page by somebody who may not have it. */
  readonly barred: string;
  readonly barredHint: string;
  readonly failed: string;
  readonly failedHint: string;
  readonly drafts: string;
  readonly refusal: Readonly<Partial<Record<RefusalReason, string>>>;
  readonly refusalHint: string;
  readonly javascript: string;
}

const en: Words = {
  title: 'Invitation',
  invited: (draft) => `You are invited to “${draft}”`,
  invitedQuietly: 'You are invited to a draft',
  place: { chair: 'as chair', secretariat: 'as secretariat', delegation: 'for', observer: 'as observer' },
  head: 'head of delegation',
  until: (date) => `The invitation can be used until ${date}.`,
  yourName: 'Your name',
  nameHint: 'As colleagues will see it in the list of participants.',
  join: 'Join',
  shared: 'Nothing happens before you press the button. On a shared computer, sign out when you leave.',
  otherPlace: 'This browser is already signed in to this draft in another place. Joining signs it in anew.',
  goOn: 'Go to the draft',
  signedOut: 'You are not signed in',
  signedOutHint: 'Open the link of your invitation in this browser.',
  notFound: 'There is nothing here for you',
  notFoundHint: 'Either this address does not exist, or you take no part in it.',
  barred: 'This text is not open to you',
  barredHint: 'The house opens it to others. Texts that were issued stand under “Issued texts” of the draft.',
  failed: 'This could not be done',
  failedHint: 'No file was written. The export dialog of the draft says why, and what can be done.',
  drafts: 'My drafts',
  refusal: {
    'unknown-invitation': 'This link is not an invitation',
    'invitation-expired': 'This invitation has expired',
    'invitation-revoked': 'This invitation was withdrawn',
    'invitation-used': 'This invitation was already used',
    preparing: 'The draft is still in preparation',
  },
  refusalHint: 'Ask whoever invited you for a new one. Nothing was changed.',
  javascript:
    'This page needs JavaScript to go on; the text above is the draft as it stood when it was opened.',
};

const zh: Words = {
  title: '邀请',
  invited: (draft) => `邀请您参与“${draft}”`,
  invitedQuietly: '邀请您参与一份草案',
  place: { chair: '身份：主席', secretariat: '身份：秘书处', delegation: '代表：', observer: '身份：观察员' },
  head: '代表团团长',
  until: (date) => `邀请有效期至${date}。`,
  yourName: '您的姓名',
  nameHint: '将显示在与会者名单中。',
  join: '加入',
  shared: '按下按钮之前不会有任何变化。使用公用电脑时，离开前请退出登录。',
  otherPlace: '此浏览器已以另一身份登录本草案。加入后将以新身份登录。',
  goOn: '前往草案',
  signedOut: '您尚未登录',
  signedOutHint: '请在此浏览器中打开您的邀请链接。',
  notFound: '此处没有可供您查看的内容',
  notFoundHint: '该地址不存在，或您未参与其中。',
  barred: '此案文不对您开放',
  barredHint: '按议事惯例，此案文仅对其他人开放。已印发的案文见草案的“印发案文”。',
  failed: '无法完成',
  failedHint: '没有生成文件。草案的导出对话框会说明原因和可行的办法。',
  drafts: '我的草案',
  refusal: {
    'unknown-invitation': '此链接不是有效的邀请',
    'invitation-expired': '此邀请已过期',
    'invitation-revoked': '此邀请已被撤回',
    'invitation-used': '此邀请已被使用',
    preparing: '草案仍在准备之中',
  },
  refusalHint: '请向邀请人索取新的邀请。没有作任何更改。',
  javascript: '继续使用本页需要启用 JavaScript；以上为打开时的草案案文。',
};

export const WORDS: Readonly<Record<Language, Words>> = { en, zh };

/** The best language of an Accept-Language header that there are sentences for; English if there is none. */
export function languageOf(header: string | undefined): Language {
  const wished = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(/;\s*q=/);
      return { language: tag.split('-')[0]!.toLowerCase(), q: q === undefined ? 1 : Number(q) };
    })
    .sort((a, b) => b.q - a.q);
  for (const { language } of wished) {
    const found = LANGUAGES.find((known) => known === language);
    if (found) return found;
  }
  return 'en';
}
