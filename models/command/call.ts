/**
 * How a command is called in words, flags after it: as it was, by npm's scripts in a clone, or by
 * itself.
 */
export function callOf(name: string): string {
  const { npm_package_name, npm_lifecycle_event } = process.env;
  if (npm_package_name !== 'selfsame' || npm_lifecycle_event === 'npx') return `selfsame ${name}`;
  return name === 'start' ? 'npm start --' : `npm run ${name} --`;
}
