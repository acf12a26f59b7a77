import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTokens } from '../../../models/text/tokens.ts';

// tokenizers.json holds two tokenizers, of the kinds of CLIP (BPE of bytes, words with an end) and of
// SigLIP (Unigram), that Python's tokenizers 0.23 trained on five sentences, and what they make there of
// some texts, cut off at twelve tokens.
const { texts, ...kinds } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'tokenizers.json'), 'utf8'),
) as { texts: string[] } & Record<'bpe' | 'unigram', { tokenizer: object; ids: number[][] }>;

for (const kind of ['bpe', 'unigram'] as const)
  test(`texts have the tokens that they have in Python, those that are cut off too: ${kind}`, () => {
    const { tokenizer, ids } = kinds[kind];
    const tokens = createTokens(tokenizer, { most: 12, length: null, pad: 0, config: {} });
    assert.deepEqual(
      texts.map((text) => tokens(text).ids),
      ids,
    );
    const filled = createTokens(tokenizer, { most: 12, length: 14, pad: 9, config: {} })(texts[0]!);
    assert.deepEqual(filled, {
      ids: [...ids[0]!, ...Array(14 - ids[0]!.length).fill(9)],
      count: ids[0]!.length,
    });
  });

test('a tokenizer of another kind is refused by its name', () => {
  const rule = { most: 12, length: null, pad: 0, config: {} };
  assert.throws(() => createTokens({ model: { type: 'WordLevel' } }, rule), /WordLevel.*BPE/);
});
