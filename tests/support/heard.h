#pragma once

#include "widgets/announce.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QStringList>
#include <QWidget>

namespace wallaroo::test {

/// What screen readers are told to say of a window, in order, from now on. Before Qt 6.8, which has an event for it.
class Heard {
public:
    explicit Heard(QWidget& window) : m_said(speakerOf(window), SIGNAL(said(QString))) {}

    [[nodiscard]] QStringList texts() const {
        QStringList all;
        for (const QList<QVariant>& one : m_said)
            all << one.first().toString();
        return all;
    }

    [[nodiscard]] bool hears(const QString& text) const { return texts().contains(text); }

    [[nodiscard]] int countOf(const QString& part) const { return static_cast<int>(texts().filter(part).size()); }

    void forget() { m_said.clear(); }

    /// The last of what was said since this was asked before, which is what stays in the ear; empty: nothing.
    [[nodiscard]] QString takeLast() {
        QCoreApplication::processEvents();
        const QString last = m_said.isEmpty() ? QString() : m_said.last().first().toString();
        forget();
        return last;
    }

private:
    static QObject* speakerOf(QWidget& window) {
        announce(&window, QStringLiteral("Listening")); // what speaks is made with the first word
        return window.findChild<QObject*>(QStringLiteral("announcer"), Qt::FindDirectChildrenOnly);
    }

    QSignalSpy m_said;
};

} // namespace wallaroo::test
