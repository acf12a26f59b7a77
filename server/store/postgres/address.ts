/** Whether a setting names a PostgreSQL database. */
export const isPostgresUrl = (text: string): boolean =>
  /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '');

export function hasPassword(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.password !== '' || parsed.searchParams.has('password'));
}

/** The address as people may see it: host and database, without a user, a password and options. */
export function shownAddress(url: string): string {
  const { protocol, host, pathname, searchParams } = new URL(url);
  return `${protocol}//${host || searchParams.get('host') || 'localhost'}${pathname}`;
}
