#pragma once

#include <QStringList>
#include <QWidget>

namespace wallaroo::test {

/// What a screen reader is told in a window: of all that was said since somebody listened, the last, which is what
/// stays in the ear. Before Qt 6.8, which has an event for it.
class Heard {
public:
    explicit Heard(const QWidget& window) : m_window(window) { forget(); }

    void listen() {
        auto* announcer = m_window.findChild<QWidget*>(QStringLiteral("announcer"));
        const QString text = announcer ? announcer->accessibleName() : QString();
        if (text.isEmpty())
            return;
        m_texts << text;
        announcer->setAccessibleName({});
    }

    void forget() {
        listen();
        m_texts.clear();
    }

    [[nodiscard]] const QStringList& texts() const { return m_texts; }

    /// Whether it was heard by now.
    [[nodiscard]] bool hears(const QString& text) {
        listen();
        return m_texts.contains(text);
    }

private:
    const QWidget& m_window;
    QStringList m_texts;
};

} // namespace wallaroo::test
