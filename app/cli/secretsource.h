#pragma once

#include "base/secret.h"

#include <QByteArray>

#include <optional>

namespace wallaroo::cli {

/// Where secrets come from that no keychain holds: a terminal, which does not show what is typed, or lines of a
/// descriptor. Read when the first one is needed, never before: a program's input may be meant for something else.
class SecretSource {
public:
    /// descriptor: -1 for the terminal where there is one, else standard input.
    explicit SecretSource(int descriptor) : m_descriptor(descriptor) {}

    /// The next line, at most 4 KiB; nothing at the end of the input. prompt: for a terminal.
    [[nodiscard]] std::optional<Secret> next(const QByteArray& prompt);

    /// The next line is not needed. At a terminal nobody is asked for it.
    void skip();

private:
    int m_descriptor;
};

} // namespace wallaroo::cli
