import { Tokenizer } from '@huggingface/tokenizers';

/** How a text becomes the numbers that a text tower takes. */
export interface TokenRule {
  /** The most numbers of a text, those that begin and end it included; what is over is cut off. */
  readonly most: number;
  /** Numbers that every text has, filled up with `pad`; null: as many as it takes. */
  readonly length: number | null;
  readonly pad: number;
  /** What of tokenizer_config.json counts. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface Tokens {
  readonly ids: readonly number[];
  /** How many of them are not filling. */
  readonly count: number;
}

/** Kinds that the library splits words by; of others it gives none but whole words of its vocabulary. */
const kinds = ['BPE', 'WordPiece', 'Unigram'];

/** @param json a tokenizer.json, parsed; @throws {Error} where it is none, or of another kind */
export function createTokens(json: object, rule: TokenRule): (text: string) => Tokens {
  const kind = (json as { readonly model?: { readonly type?: unknown } }).model?.type;
  // Older files of BPE have no type.
  if (kind !== undefined && !kinds.includes(String(kind)))
    throw new Error(`its tokenizer is of the kind ${kind}; read are ${kinds.join(', ')}`);
  const tokenizer = new Tokenizer(json, rule.config);
  const encode = (text: string, isWhole: boolean) => {
    const { ids } = tokenizer.encode(text, { add_special_tokens: isWhole });
    // What is in no vocabulary, and has no token of its own for that, has none.
    const known = ids.filter((id: number | undefined) => id !== undefined);
    const odd = known.find((id: number) => !Number.isInteger(id));
    if (odd !== undefined) throw new Error(`it gives a token the number ${odd}`);
    return known;
  };
  return (text) => {
    const whole = encode(text, true);
    const ids =
      whole.length <= rule.most ? whole : shortened(whole, encode(text, false), rule.most);
    const filling = Math.max(0, (rule.length ?? 0) - ids.length);
    const filled = [...ids, ...Array.from({ length: filling }, () => rule.pad)];
    return { ids: filled, count: ids.length };
  };
}

/** What begins and ends a text stays: of some encoders the last number is what they read. */
function shortened(whole: readonly number[], plain: readonly number[], most: number): number[] {
  const special = whole.length - plain.length;
  const begin = whole.findIndex((_, at) => plain.every((id, i) => whole[at + i] === id));
  const before = Math.max(0, begin);
  return [
    ...whole.slice(0, before),
    ...plain.slice(0, Math.max(0, most - special)),
    ...whole.slice(before + plain.length),
  ];
}
