// The page in which a screen stands: window.show draws one and answers when it is drawn.
import { discordScreen } from "./discord.mjs";
import { slackScreen } from "./slack.mjs";

window.show = async (screen, theme) => {
  document.body.className = `${screen.platform} ${theme}`;
  const drawn = screen.platform === "discord" ? discordScreen(screen, theme) : slackScreen(screen, theme);
  document.getElementById("screen").replaceChildren(drawn);
  const made = [...document.querySelectorAll("*")].filter((each) => "updateComplete" in each);
  await Promise.all(made.map((each) => each.updateComplete));
  await document.fonts.ready;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
};
