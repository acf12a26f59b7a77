import { Collections } from './Collections.tsx';
import { Comparison } from './Comparison.tsx';
import { Health } from './Health.tsx';
import { Jobs } from './Jobs.tsx';
import { Models } from './Models.tsx';
import { Refresh } from './Refresh.tsx';

/** How the server is, what it serves with, and what goes on. */
export function ServerView() {
  return (
    <section aria-labelledby="server" class="overview">
      <h2 id="server" tabIndex={-1}>
        Server
      </h2>
      <Health />
      <Refresh />
      <Comparison />
      <Models />
      <Collections />
      <Jobs />
    </section>
  );
}
