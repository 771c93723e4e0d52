#include "explorer/world.h"

namespace raft {

Actor::Actor(std::shared_ptr<const Host> host, std::shared_ptr<const Saved> disk)
    : host_(std::move(host)), disk_(std::move(disk)) {
  const View view = host_->view();
  id_ = view.server;
  term_ = view.term_and_vote.current_term;
  role_ = view.role;
  look_ = host_->digest(Relabelling::seen_by(id_));
}

namespace {

std::uint64_t digest_of_disk(const Saved& disk, const Relabelling& names) {
  RelabelledDigest digest(names);
  digest.add(disk.term_and_vote), digest.add(disk.log);
  return digest.value();
}

}  // namespace

std::uint64_t Actor::look(bool with_disk) const {
  return with_disk ? stirred(look_ + digest_of_disk(*disk_, Relabelling::seen_by(id_))) : look_;
}

std::uint64_t Actor::digest(const Permutation& permutation, bool with_disk) const {
  const std::uint64_t host = host_digests_.get(
      permutation, [&](const Relabelling& names) { return host_->digest(names); });
  if (!with_disk) return host;
  const std::uint64_t disk = disk_digests_.get(
      permutation, [&](const Relabelling& names) { return digest_of_disk(*disk_, names); });
  return stirred(host * 3 + disk);
}

}  // namespace raft
