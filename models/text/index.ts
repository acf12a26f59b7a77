export { createTextTower, goldenText, type RunText, type TextCard } from './textTower.ts';
