/**
 * Short drafts in the conventions of different houses and languages, none of them seen when the importer was written: what each
 * paragraph is read as, that nothing is lost, and that printed and read again each is the same draft (SPEC IM41).
 */
import { describe, expect, it } from 'vitest';
import { importText } from '../../server/import/import.ts';
import { printedInline } from '../../shared/draft/printed.ts';
import { printText } from '../../shared/renditions/text.ts';

const RESOLUTION = `DRAFT RESOLUTION ON SHARED AQUIFERS

The General Assembly,

PP1 Recalling its resolution 63/124 of 11 December 2008,

PP2 [Reaffirming the sovereignty of States over their natural resources,]

PP 3 alt 2 Reaffirming that aquifers are shared by peoples,

PP3bis. [Noting with concern] [Alarmed by] the state of aquifers,

OP1. Urges Member States to measure aquifers; [Agreed]

OP12.bis Decides to [establish] [consider establishing] a fund;

OP 4 [Option A: Requests the Secretary-General to report annually;] [Option B: Requests the Secretary-General to report every two years;]

OP5. Calls upon all States to [x] [y] [z] the aquifers [in accordance with international law];

Alternative 2 to paragraph 5: Invites all States to protect aquifers;

OP6 [Reserved]

[OP7. Also decides to remain seized of the matter.]
`;

const AGREEMENT = `DRAFT AGREEMENT ON RIVERS

Article 1
Use of terms

For the purposes of this Agreement:

(a) "river" means a watercourse;
(b) [bis] "basin" means the area drained by a river;
(c) [“pollutant” means [any substance][a listed substance];]

[Article 12bis
Dispute settlement

1. Parties shall settle disputes peacefully.

2. [Option 1: A Party may refer a dispute to the Court.

Option 2: Parties shall refer a dispute to arbitration.

Option 3: [No text]]]

[CHAPTER III
[INSTITUTIONS] [BODIES]]

Article 13 – Secretariat

13.1 A secretariat is hereby established.¹

13.2 The secretariat shall [, subject to available resources,] perform the functions in Annex A [and B].²

13.2 alt The secretariat shall act on the instructions of the Conference.

¹ Proposal by the Chair.
² Some Parties questioned the reference to Annex B.
`;

const CHINESE = `跨界含水层条约草案

第一章 总则

第一条 用语

为本条约的目的：

（一）“含水层”是指地下的含水地质层；

（二）[“流域”是指……；]

第九条 合作

一、各缔约方应[当]合作保护含水层。

二、[备选案文1：各缔约方应设立基金。]

[备选案文2：各缔约方可考虑设立基金。]

第十条之二 [案文]

[第十条 争端解决

缔约方应[通过谈判][通过仲裁]解决争端。]

[待补]
`;

const FRENCH = `Projet d'accord sur les eaux

Article premier
Objet

Le présent accord a pour objet [la protection] [la gestion] des eaux.

Article 2
Principes

1. Les Parties coopèrent [de bonne foi].

2. [Variante 1 : Les Parties créent un fonds.]

[Variante 2 : Les Parties peuvent créer un fonds.]

Article 3 bis
[Suivi]

a) Les Parties font rapport ;

b) [Le Secrétariat publie les rapports ;]
`;

const OTHERS = `Proyecto de decisión sobre aguas

1. Las Partes [deberán] [deberían] cooperar.

2. Opción 1: Las Partes crearán un fondo.

Opción 2: Las Partes podrán crear un fondo.

Artículo 3
Seguimiento

3. [UE: Las Partes informarán cada año.]

Статья 4
Сотрудничество

1. Стороны [должны] [могут] сотрудничать.

Вариант 1: Стороны создают фонд.

Вариант 2: Стороны могут создать фонд.

المادة 5
التعاون

1. تتعاون الأطراف [بحسن نية].

البديل 1: تنشئ الأطراف صندوقا.

البديل 2: يجوز للأطراف أن تنشئ صندوقا.
`;

function read(text: string) {
  const result = importText(text);
  if (!result.ok) throw new Error(result.refusal.message);
  const { document, report } = result.value;
  const labels = new Map(document.blocks.map(({ id, attrs }) => [id, attrs.label ?? '']));
  const blocks = document.blocks.map(({ kind, attrs, content }) => {
    const covers = (attrs.covers ?? []).map((id) => labels.get(id)).join('+');
    const of = covers === '' ? '' : ` to ${covers}`;
    const words = content.map(printedInline).join('');
    return `${attrs.form ?? kind} ${attrs.label ?? '–'}${of}: ${words.slice(0, 36)}`;
  });
  return { blocks, document, lost: report.filter(({ kind }) => kind === 'lost') };
}

describe('IM41: conventions of other houses and languages', () => {
  it('resolution', () => {
    const { blocks, document, lost } = read(RESOLUTION);
    expect(lost).toEqual([]);
    expect(blocks).toEqual([
      'title –: DRAFT RESOLUTION ON SHARED AQUIFERS',
      'paragraph –: The General Assembly,',
      'provision PP1: Recalling its resolution 63/124 of 1',
      'provision PP2: [Reaffirming the sovereignty of Stat',
      'alternative PP 3 alt 2: Reaffirming that aquifers are shared',
      'alternative PP3bis: [Noting with concern] [Alarmed by] t',
      'provision OP1: Urges Member States to measure aquif',
      'alternative OP12.bis: Decides to [establish] [consider est',
      'provision OP 4: [Option A: Requests the Secretary-Ge',
      'provision OP5: Calls upon all States to [x] [y] [z]',
      'alternative Alternative 2 to paragraph 5 to OP5: Invites all States to protect aquife',
      'reserved OP6: [Reserved]',
      'provision OP7: [Also decides to remain seized of th',
    ]);
    expect(read(printText(document)).blocks).toEqual(blocks);
  });

  it('agreement', () => {
    const { blocks, document, lost } = read(AGREEMENT);
    expect(lost).toEqual([]);
    expect(blocks).toEqual([
      'title –: DRAFT AGREEMENT ON RIVERS',
      'chapter Article 1: Use of terms',
      'paragraph –: For the purposes of this Agreement:',
      'item a: "river" means a watercourse;',
      'item b: [bis] "basin" means the area drained',
      'item c: [“pollutant” means [any substance][a',
      'chapter Article 12bis: [Dispute settlement',
      'provision 1: Parties shall settle disputes peacef',
      'provision 2: ',
      'alternative Option 1: [A Party may refer a dispute to the ',
      'alternative Option 2 to Option 1: Parties shall refer a dispute to arb',
      'alternative Option 3 to Option 1: [No text]]]',
      'chapter CHAPTER III: [[INSTITUTIONS] [BODIES]]',
      'chapter Article 13: Secretariat',
      'provision 13.1: A secretariat is hereby established.',
      'provision 13.2: The secretariat shall [, subject to ',
      'alternative 13.2 alt to 13.2: The secretariat shall act on the ins',
      'note ¹: Proposal by the Chair.',
      'note ²: Some Parties questioned the referenc',
    ]);
    expect(read(printText(document)).blocks).toEqual(blocks);
  });

  it('chinese', () => {
    const { blocks, document, lost } = read(CHINESE);
    expect(lost).toEqual([]);
    expect(blocks).toEqual([
      'title –: 跨界含水层条约草案',
      'chapter 第一章: 总则',
      'chapter 第一条: 用语',
      'paragraph –: 为本条约的目的：',
      'item 一: “含水层”是指地下的含水地质层；',
      'item 二: [“流域”是指……；]',
      'chapter 第九条: 合作',
      'provision 一: 各缔约方应[当]合作保护含水层。',
      'provision 二: ',
      'alternative 备选案文1: [各缔约方应设立基金。]',
      'alternative 备选案文2 to 备选案文1: [各缔约方可考虑设立基金。]',
      'chapter 第十条之二: [案文]',
      'chapter 第十条: [争端解决',
      'paragraph –: 缔约方应[通过谈判][通过仲裁]解决争端。]',
      'paragraph –: [待补]',
    ]);
    expect(read(printText(document)).blocks).toEqual(blocks);
  });

  it('french', () => {
    const { blocks, document, lost } = read(FRENCH);
    expect(lost).toEqual([]);
    expect(blocks).toEqual([
      "title –: Projet d'accord sur les eaux",
      'chapter Article premier: Objet',
      'paragraph –: Le présent accord a pour objet [la p',
      'chapter Article 2: Principes',
      'provision 1: Les Parties coopèrent [de bonne foi]',
      'provision 2: ',
      'alternative Variante 1: [Les Parties créent un fonds.]',
      'alternative Variante 2 to Variante 1: [Les Parties peuvent créer un fonds.',
      'chapter Article 3 bis: [Suivi]',
      'item a: Les Parties font rapport ;',
      'item b: [Le Secrétariat publie les rapports ',
    ]);
    expect(read(printText(document)).blocks).toEqual(blocks);
  });

  it('others', () => {
    const { blocks, document, lost } = read(OTHERS);
    expect(lost).toEqual([]);
    expect(blocks).toEqual([
      'title –: Proyecto de decisión sobre aguas',
      'provision 1: Las Partes [deberán] [deberían] coop',
      'provision 2: ',
      'alternative Opción 1: Las Partes crearán un fondo.',
      'alternative Opción 2 to Opción 1: Las Partes podrán crear un fondo.',
      'chapter Artículo 3: Seguimiento',
      'provision 3: [Las Partes informarán cada año.]',
      'chapter Статья 4: Сотрудничество',
      'provision 1: Стороны [должны] [могут] сотрудничат',
      'alternative Вариант 1: Стороны создают фонд.',
      'alternative Вариант 2 to Вариант 1: Стороны могут создать фонд.',
      'chapter المادة 5: التعاون',
      'provision 1: تتعاون الأطراف [بحسن نية].',
      'alternative البديل 1: تنشئ الأطراف صندوقا.',
      'alternative البديل 2 to البديل 1: يجوز للأطراف أن تنشئ صندوقا.',
    ]);
    expect(read(printText(document)).blocks).toEqual(blocks);
  });
});
