// Listens to /live as an EventSource does. For tests.
import http from "node:http";
import { after } from "node:test";

const open = [];
after(() => open.forEach((heard) => heard.stop()));

/** The messages so far, and whether the server has hung up: {status, messages, closed, text, stop}. */
export function listen(client, query, headers = {}) {
  const heard = { messages: [], closed: false };
  return new Promise((resolve, reject) => {
    const cookies = [...client.cookies.values()].filter((k) => k.path === "/");
    const request = http.get(`${client.url.origin}/live${query}`, {
      agent: false,
      headers: {
        accept: "text/event-stream", "x-forwarded-for": client.address,
        cookie: cookies.map((k) => `${k.name}=${k.value}`).join("; "), ...headers,
      },
    }, (response) => {
      heard.status = response.statusCode;
      heard.type = response.headers["content-type"];
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
        const events = text.split("\n\n");
        text = events.pop();
        for (const event of events)
          for (const line of event.split("\n"))
            if (line.startsWith("data:")) heard.messages.push(JSON.parse(line.slice(5)));
      });
      response.on("end", () => ((heard.text = text), (heard.closed = true)));
      response.on("close", () => (heard.closed = true));
      heard.stop = () => request.destroy();
      open.push(heard);
      if (heard.status !== 200) response.on("end", () => resolve(heard));
      else resolve(heard);
    });
    request.on("error", (error) => (heard.status ? undefined : reject(error)));
  });
}
