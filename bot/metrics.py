"""What the running server counts; served on a port of its own."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

TURN_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 5, 10)


class Metrics:
    """One set per server, so that two servers in one process do not share figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Counter("http_answers", "Answers on /api/messages", ["status"], registry=self.registry)
        self.refused = Counter("refused_requests", "Requests turned away", ["reason"], registry=self.registry)
        self.answer_seconds = Histogram(
            "http_answer_seconds", "Time to the HTTP answer", buckets=TURN_BUCKETS, registry=self.registry
        )
        self.turn_seconds = Histogram(
            "turn_seconds", "Time to the end of a turn", buckets=TURN_BUCKETS, registry=self.registry
        )
        self.running_turns = Gauge("running_turns", "Turns under way", registry=self.registry)
        self.failed_turns = Counter("failed_turns", "Turns that failed", ["reason"], registry=self.registry)
        self.duplicates = Counter(
            "duplicate_activities", "Redelivered activities skipped", registry=self.registry
        )
        self.sends = Counter("sends", "Attempts to post to the channel", ["status"], registry=self.registry)
        self.failed_sends = Counter(
            "failed_sends", "Activities not delivered", ["reason"], registry=self.registry
        )
        self.key_fetches = Counter("key_fetches", "Fetches of signing keys", ["end"], registry=self.registry)
        self.token_fetches = Counter(
            "token_fetches", "Fetches of our own tokens", ["end"], registry=self.registry
        )
        self.loop_stall = Gauge(
            "event_loop_longest_stall_seconds",
            "Longest time the event loop stood still by our own doing",
            registry=self.registry,
        )
        self.feedback = Counter(
            "feedback", "Feedback pressed under a reply", ["reaction"], registry=self.registry
        )
