import { useState } from 'preact/hooks';

/** A picture of the user's; what a browser cannot show may be one for the server all the same. */
export function OwnPicture({ source, alt }: { source: string; alt: string }) {
  const [failed, setFailed] = useState<string | undefined>(undefined);
  if (failed === source) return <span class="none">cannot be shown here</span>;
  return <img src={source} alt={alt} onError={() => setFailed(source)} />;
}
