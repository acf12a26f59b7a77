import { render } from 'preact';
import { App } from './App.tsx';
import { follow } from './server/live.ts';
import './style/index.css';

follow();
render(<App />, document.body);
