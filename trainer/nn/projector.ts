import { linear, norm, relu } from './layers.ts';
import { type Module, sequence } from './module.ts';

/**
 * The MLP between embedding and loss (arXiv 2103.03230, section 2.2): every layer but the last is
 * followed by batch normalisation and ReLU. [N, inputs] -> [N, width]
 */
export function projector(inputs: number, width: number, depth: number): Module {
  const layers: Module[] = [];
  for (let layer = 0; layer < depth; layer++) {
    const name = `projector.${layer}`;
    layers.push(linear(`${name}.linear`, layer === 0 ? inputs : width, width));
    if (layer < depth - 1) layers.push(norm(`${name}.norm`, width), relu);
  }
  return sequence(...layers);
}

/**
 * The MLP that asymmetric methods put behind one branch's projector: two layers, the hidden one a
 * quarter as wide (arXiv 2011.10566, section 3, "Baseline settings"). [N, width] -> [N, width]
 */
export function predictor(width: number): Module {
  const hidden = Math.ceil(width / 4);
  return sequence(
    linear('predictor.0.linear', width, hidden),
    norm('predictor.0.norm', hidden),
    relu,
    linear('predictor.1.linear', hidden, width),
  );
}
