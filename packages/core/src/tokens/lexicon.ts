/**
 * Words to make text of. Every piece is exactly one token of `o200k_base` and of `cl100k_base`, alone and in any text
 * of a first word and then words and sentence starts, with a `,` or `.` (one token each) after any of them: both
 * encodings cut a text before a space and before punctuation ahead of all merging, so neighbours never fuse. The
 * pieces are ASCII letters and spaces, so they are the same inside a JSON string.
 */
export interface Lexicon {
  /** Capitalised words without a space: what a text begins with. */
  readonly firstWords: readonly string[];
  /** Capitalised words with a space before them: what a further sentence begins with. */
  readonly sentenceStarts: readonly string[];
  /** Words with a space before them. */
  readonly words: readonly string[];
}

/** The vocabulary of the filler text "Lorem ipsum", and Latin of its kind, as far as its words are single tokens. */
export const lorem: Lexicon = {
  firstWords: ['Lorem'],
  sentenceStarts: afterSpace(`
  Lorem Ipsum Sit Sed Do Ut Et Ad Ex Ea Duis In Eu Non Qui Anim Id Est Rem Ab Aut Modi Vel At Nam Cum Ac
  Integer Sem Nec Mi Per Homo Lux Terra Aqua Vita Ars Vox Corpus Mens Mater Rex Lex Via Nova Ultra Inter
  Post Pro Sub Trans De Sic Tam Quando Si Alter Duo
  `),
  words: afterSpace(`
  lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et
  dolore magna aliqua enim ad minim veniam quis exercitation nisi ex ea commodo consequat aute in velit
  esse eu nulla sint non sunt culpa qui anim id est unde rem ab quasi vitae aut eos eius ullam vel quam
  nihil illum quo at vero odio nam libero cum minus hic a ante ac integer justo sem eget massa nec leo
  mi diam per nostra porta mus dis res ratio homo lux terra vita vox corpus mens mater rex lex via nova
  prima ultra infra supra inter intra post pro contra sub trans sine de sic tam iam tum quando si hoc
  alter unus duo tres
  `),
};

const englishWords = `
  about above across act action add after again age air all allow almost along also always among amount
  animal answer any area around art ask away back bank base basic become before begin behind below best
  better big born both bottom break bright bring build busy but buy call can care cause center chair
  chance change chart check child choose circle city class clean clear clock close cold color column
  come common cool could count course cover create cut danger day deal dear degree design did direct
  doctor done door double down draw dream drink drive dry during each ear early earth ease east easy eat
  edge effect either else end energy engine enough enter equal even event ever every exact expect eye
  face fact fair fall family far farm fast feed feel few field figure fill final find fine finish first
  fish fit five flat floor flow fly follow food foot force forest form found four free fresh friend from
  front full fun game get give glass gold good got great green ground group grow guess guide hair half
  hand happy hard hat have head heart heat heavy help here hold home hope hour house how human join joy
  jump just keep key kind know large last late laugh law learn least leave length let letter level life
  light like line liquid list listen little live long look lost love made main major make many map mark
  market mass match may mean meet method middle minute modern moment money month moon more most motion
  mount move much music must name nation nature near need never new next night nine north note notice
  now number object offer office often old once one only open order organ other our out over page paper
  parent path people piece place plain plan planet play please point post power press pretty pull put
  quick quiet quite radio rain raise rather reach read ready real reason record red region repeat reply
  rest result rich right ring river road room run safe same sand save say scale school score sea search
  season seat second see select sense serve short should show side sign simple since sky sleep slow
  small snow soft some song soon sound south space speak speech speed spot spread spring square stand
  start state stay story stream street string strong study summer supply symbol system table take talk
  tell that the their them then there these they thin thing think third this those though three throw
  time total touch town track trade train travel true under unit until value very view visit voice wait
  walk warm was watch water wave way week weight well were west what wheel when where which while white
  who whole why wide will window with wonder word work world would write yellow
`;

/** Common short English words that are single tokens in each of the three forms. */
export const english: Lexicon = {
  firstWords: capitalised(afterSpace(englishWords)).map((word) => word.slice(1)),
  sentenceStarts: capitalised(afterSpace(englishWords)),
  words: afterSpace(englishWords),
};

function afterSpace(list: string): string[] {
  return list
    .trim()
    .split(/\s+/)
    .map((word) => ` ${word}`);
}

function capitalised(words: readonly string[]): string[] {
  return words.map((word) => ` ${word.charAt(1).toUpperCase()}${word.slice(2)}`);
}
