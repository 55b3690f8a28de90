// Draws cards as Teams does, as nearly as the official renderer allows, and finds texts that do not fit.
const THEMES = {
  light: { text: "#242424", subtle: "#616161", accent: "#5b5fc7", good: "#237b4b", warning: "#835c00", attention: "#c4314b",
    default: "#ffffff", emphasis: "#f5f5f5", boxes: ["#e8ebfa", "#e7f2da", "#fbf6d9", "#fcf4f6"], line: "#e0e0e0" },
  dark: { text: "#ffffff", subtle: "#adadad", accent: "#a6a7dc", good: "#92c353", warning: "#f8d22a", attention: "#f9526b",
    default: "#292929", emphasis: "#1f1f1f", boxes: ["#2f2f4a", "#0d2e0d", "#463100", "#3e1f25"], line: "#4d4d4d" },
  contrast: { text: "#ffffff", subtle: "#ffffff", accent: "#ffff01", good: "#3ff23f", warning: "#ffff01", attention: "#ff5f5f",
    default: "#000000", emphasis: "#000000", boxes: ["#1a1a40", "#003300", "#333300", "#400000"], line: "#ffffff" },
};

function hostConfig(theme) {
  const colour = (value) => ({ default: value, subtle: value });
  const foreground = { default: { default: theme.text, subtle: theme.subtle } };
  for (const name of ["accent", "good", "warning", "attention"]) foreground[name] = colour(theme[name]);
  const style = (background) => ({ backgroundColor: background, foregroundColors: foreground });
  const [accent, good, warning, attention] = theme.boxes.map(style);
  return new AdaptiveCards.HostConfig({
    fontFamily: '"Segoe UI", "Noto Sans", "Noto Sans CJK JP", sans-serif',
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.line },
    containerStyles: { default: style(theme.default), emphasis: style(theme.emphasis), accent, good, warning, attention },
    factSet: { title: { weight: "Bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
    actions: { maxActions: 6, spacing: "Default", buttonSpacing: 8, actionsOrientation: "Horizontal", actionAlignment: "Left",
      showCard: { actionMode: "Inline", inlineTopMargin: 12, style: "emphasis" } },
    inputs: { label: { inputSpacing: "Small", requiredInputs: { weight: "Bolder" }, optionalInputs: { weight: "Bolder" } } },
  });
}

const markdown = window.markdownit({ html: false, linkify: false, breaks: true });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

// samples: [{caption, card, open}], open being the position of the detail to open, or null.
function draw(samples, themeName, width) {
  const sheet = document.getElementById("sheet");
  document.body.className = themeName;
  const config = hostConfig(THEMES[themeName]);
  sheet.replaceChildren(...samples.map((sample) => drawn(sample, config, width)));
}

function drawn(sample, config, width) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  card.parse(sample.card);
  const [outer, caption, frame] = ["sample", "caption", "frame"].map((name) => {
    const element = document.createElement("div");
    element.className = name;
    return element;
  });
  caption.textContent = sample.caption;
  frame.style.width = `${width}px`;
  frame.append(card.render());
  outer.append(caption, frame);
  if (sample.open !== null) frame.querySelectorAll(".ac-pushButton.expandable")[sample.open].click();
  return outer;
}

// The same cards on a screen of another width.
function resize(width) {
  for (const frame of document.querySelectorAll(".frame")) frame.style.width = `${width}px`;
}

// Texts that stand outside their card, are cut off or are broken within a word: [{caption, text, why}].
function misfits() {
  const found = [];
  for (const sample of document.querySelectorAll(".sample")) {
    const frame = sample.querySelector(".frame");
    const note = (text, why) =>
      found.push({ caption: sample.querySelector(".caption").textContent, text: text.trim().slice(0, 80), why });
    const edges = frame.getBoundingClientRect();
    for (const element of frame.querySelectorAll("*")) {
      const why = element.tagName !== "OPTION" && misfit(element, edges);
      if (why && element.textContent.trim()) note(element.textContent, why);
    }
    for (const word of brokenWords(frame)) note(word, "broken within a word");
  }
  return found;
}

function misfit(element, frame) {
  const box = element.getBoundingClientRect();
  const hides = getComputedStyle(element).overflowX !== "visible";
  if (box.width && (box.right > frame.right + 1 || box.left < frame.left - 1)) return "outside";
  if (hides && element.clientWidth && element.scrollWidth > element.clientWidth + 1) return "cut in width";
  if (hides && element.clientHeight && element.scrollHeight > element.clientHeight + 2) return "cut in height";
  return null;
}

// Words up to 20 letters without a place to break at, that stand on two lines all the same.
function* brokenWords(frame) {
  const texts = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    for (const match of texts.currentNode.data.matchAll(/(?<![\p{L}\p{N}\u00ad])[\p{L}\p{N}.,]{2,20}(?![\p{L}\p{N}\u00ad])/gu)) {
      if (/[\u3000-\u9fff\uff00-\uffef]/u.test(match[0])) continue;
      range.setStart(texts.currentNode, match.index);
      range.setEnd(texts.currentNode, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top)));
      if (lines.size > 1) yield match[0];
    }
  }
}
