import type { LayoutQuestion } from "./layout";
import { settle } from "./settle";

self.onmessage = (message: MessageEvent<LayoutQuestion>) => self.postMessage(settle(message.data));
