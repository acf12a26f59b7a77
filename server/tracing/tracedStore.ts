import type { Store } from '../store/contract/Store.ts';
import { traced } from './Span.ts';

/** A store whose calls are parts of the traces of requests, each as `store <call>`. */
export const tracedStore = (store: Store): Store =>
  new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const answer: unknown = member.apply(target, args);
        return answer instanceof Promise ? traced(`store ${String(name)}`, answer) : answer;
      };
    },
  });
