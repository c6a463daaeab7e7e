#pragma once

#include "base/clock.h"
#include "session/session.h"
#include "support/desktop.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace wallaroo {

/// A sign-in that is to be approved in a browser: the code, large, where to go with it, and how long it is good for.
/// Hidden until there is one.
class DevicePanel final : public QFrame {
    Q_OBJECT
public:
    DevicePanel(const Desktop& desktop, QWidget* parent);

    /// In the browser of this computer it is opened at once. clock outlives the showing.
    void showPrompt(const session::DevicePrompt& prompt, session::Way way, const Clock& clock);
    void clear();

private:
    void build();
    void showTexts();
    void tick();
    void copy(QPushButton* button, const QString& text, const QString& copied);

    Desktop m_desktop;
    session::DevicePrompt m_prompt;
    session::Way m_way = session::Way::DeviceBrowser;
    const Clock* m_clock = nullptr;
    QTimer m_second;
    QLabel* m_instruction;
    QLabel* m_address;
    QLabel* m_code;
    QLabel* m_left;
    QPushButton* m_open;
    QPushButton* m_copyAddress;
    QPushButton* m_copyCode;
};

} // namespace wallaroo
