"""Takes the place of the reference's random choices: a prefix of choices is given, the first option comes after it."""


class Endless(BaseException):
  """A run made more choices than any that ends is thought to make."""


MOST_CHOICES = 400


class Chooser:
  def __init__(self, prefix):
    self.prefix = prefix
    self.taken = []

  def among(self, count):
    if count < 2:
      return 0
    at = len(self.taken)
    if at >= MOST_CHOICES:
      raise Endless()
    option = self.prefix[at] if at < len(self.prefix) else 0
    self.taken.append((option, count))
    return option

  def next_prefix(self):
    """The choices of the next run, depth first; none after the last."""
    taken = list(self.taken)
    while taken:
      option, count = taken.pop()
      if option + 1 < count:
        return [each for each, _ in taken] + [option + 1]
    return None

  # What the reference asks of `random`.

  def randint(self, low, high):
    return low + self.among(high - low + 1)

  def choice(self, threads):
    threads = sorted(threads, key=lambda thread: thread.number)
    return threads[self.among(len(threads))]

  def shuffle(self, waitables):
    """All that shows of an order is which waitable with an event comes first."""
    pending = [each for each in waitables if each.has_pending_event()]
    first = pending[self.among(len(pending))]
    waitables.remove(first)
    waitables.insert(0, first)

  def endless(self):
    raise Endless()
