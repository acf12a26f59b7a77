import { ApiError } from './ApiError.ts';

/** A page of another site wants something changed. */
export class CrossSiteError extends ApiError {
  constructor(origin: string | undefined) {
    super(
      'cross_site',
      `A page of ${origin === undefined ? 'another site' : `"${origin.slice(0, 80)}"`} may not do this.`,
      'If the page is yours, start the server with its exact origin: --cors-origins https://pictures.example.',
    );
  }
}
