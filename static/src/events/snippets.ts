// Short programs that send one event, with the server's real address and a real key; pure.

export const LANGUAGES = ["curl", "javascript", "python", "php", "c"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Names of languages are the same in every language. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  curl: "curl",
  javascript: "JavaScript",
  python: "Python",
  php: "PHP",
  c: "C",
};

/** How a snippet is run once it is saved; curl is run as it stands. */
export const RUN: Record<Language, string> = {
  curl: "",
  javascript: "node send.mjs",
  python: "python3 send.py",
  php: "php send.php",
  c: "cc send.c -lcurl -o send && ./send",
};

/** What stands in place of a key that is not there yet. */
export const NO_KEY = "YOUR_KEY";

const EVENT = { type: "signup", userId: "42", payload: { plan: "pro" } };

type Writer = (url: string, key: string) => string;

const curl: Writer = (url, key) => `curl ${url} \\
  -H 'x-api-key: ${key}' \\
  -H 'content-type: application/json' \\
  -d '${JSON.stringify(EVENT)}'`;

const javascript: Writer = (url, key) => `const answer = await fetch("${url}", {
  method: "POST",
  headers: {
    "content-type": "application/json",
    "x-api-key": "${key}",
  },
  body: JSON.stringify({
    type: "${EVENT.type}",
    userId: "${EVENT.userId}",
    payload: { plan: "${EVENT.payload.plan}" },
  }),
});
console.log(answer.status, await answer.json());`;

const python: Writer = (url, key) => `import json
from urllib.request import Request, urlopen

event = {
    "type": "${EVENT.type}",
    "userId": "${EVENT.userId}",
    "payload": {"plan": "${EVENT.payload.plan}"},
}
request = Request(
    "${url}",
    data=json.dumps(event).encode(),
    headers={"content-type": "application/json", "x-api-key": "${key}"},
)
with urlopen(request) as answer:
    print(answer.status, answer.read().decode())`;

const php: Writer = (url, key) => `<?php
$event = [
    "type" => "${EVENT.type}",
    "userId" => "${EVENT.userId}",
    "payload" => ["plan" => "${EVENT.payload.plan}"],
];
$request = stream_context_create(["http" => [
    "method" => "POST",
    "header" => ["content-type: application/json", "x-api-key: ${key}"],
    "content" => json_encode($event),
]]);
echo file_get_contents("${url}", false, $request), "\\n";`;

const c: Writer = (url, key) => `#include <curl/curl.h>

int main(void)
{
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = NULL;
    CURLcode sent;

    headers = curl_slist_append(headers, "content-type: application/json");
    headers = curl_slist_append(headers, "x-api-key: ${key}");
    curl_easy_setopt(curl, CURLOPT_URL, "${url}");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
                     ${JSON.stringify(JSON.stringify(EVENT))});
    sent = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return sent == CURLE_OK ? 0 : 1;
}`;

const WRITERS: Record<Language, Writer> = { curl, javascript, python, php, c };

/** The program of that language; `origin` without a slash at its end. */
export function snippet(language: Language, origin: string, key: string | null): string {
  return WRITERS[language](`${origin}/api/events`, key ?? NO_KEY);
}
