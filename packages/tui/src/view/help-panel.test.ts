import { panelLines } from '../testing/line-text.js';
import { sampleContext } from '../testing/sample-dashboard.js';
import { helpPanel } from './help-panel.js';

describe('helpPanel', () => {
  it('fits the smallest screen with every key in it', () => {
    const area = { left: 0, top: 1, width: 60, height: 16 };
    const text = panelLines(helpPanel(sampleContext({ logFile: '/tmp/llmsim-1.log' }), area)).join('\n');
    for (const word of [
      'tab',
      '↑↓',
      '←→',
      'enter',
      ' r ',
      ' p ',
      '+  -',
      '?',
      'q  Ctrl-C',
      '/tmp/llmsim-1.log',
    ])
      expect(text).toContain(word);
  });
});
