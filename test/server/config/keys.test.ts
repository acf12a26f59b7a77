import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../../models/index.ts';
import { findKey, parseKeys } from '../../../server/auth/keys.ts';
import { loadConfig } from '../../../server/config/load.ts';

const secret = 'Zq3-._~+/9876543';

test('keys of all levels are taken, several of one level too', () => {
  const text = `read:${secret}, write:${secret}w,admin:${secret}a,read:${secret}==`;
  const { keys, problems } = parseKeys(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    keys.map(({ level }) => level),
    ['read', 'write', 'admin', 'read'],
  );
  assert.equal(findKey(keys, `${secret}a`)?.level, 'admin');
  assert.equal(findKey(keys, secret.slice(1)), undefined);
});

test('no text is no keys', () => {
  assert.deepEqual(parseKeys(' '), { keys: [], problems: [] });
});

const wrong: [string, RegExp][] = [
  [secret, /key 1 does not begin with read:, write:, admin:/],
  [`root:${secret}`, /key 1 does not begin/],
  [`read:${secret},write:short`, /key 2 is shorter than 16/],
  [`read:${secret} ${secret}`, /key 1 has characters/],
  [`read:${secret},`, /key 2 does not begin/],
  [`read:${secret},admin:${secret}`, /listed twice/],
];
for (const [text, problem] of wrong) {
  test(`refused without being quoted: ${problem.source}`, () => {
    assert.throws(
      () => loadConfig([], { SELFSAME_API_KEYS: text }),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, problem);
        assert.match(error.message, /SELFSAME_API_KEYS: /);
        assert.doesNotMatch(error.message, /Zq3|short,/);
        return true;
      },
    );
  });
}
