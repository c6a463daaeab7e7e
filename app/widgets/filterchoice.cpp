#include "widgets/filterchoice.h"

#include "style/look.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace wallaroo {

FilterChoice::FilterChoice(const QString& name, QWidget* parent)
    : QPushButton(parent),
      m_name(name),
      m_menu(new QMenu(this)),
      m_group(new QActionGroup(this)) {
    setAccessibleName(name);
    setAutoDefault(false);
    m_menu->setAccessibleName(name);
    m_menu->setTitle(escapedAmpersands(name));
    setMenu(m_menu);
    setChoices({});
}

void FilterChoice::setChoices(const QList<Choice>& choices) {
    m_choices = choices;
    m_menu->clear(); // deletes the actions, which leave the group
    addChoice({{}, tr("any", "no filter: any status, any type"), false, false});
    for (const Choice& choice : choices)
        addChoice(choice);
    const bool isThere =
        std::any_of(choices.begin(), choices.end(), [this](const Choice& choice) { return choice.key == m_current; });
    if (!isThere && m_currentText.isEmpty())
        m_current.clear();
    showCurrent();
}

void FilterChoice::addChoice(const Choice& choice) {
    if (choice.separatorBefore)
        m_menu->addSeparator();
    auto* action = m_menu->addAction(escapedAmpersands(choice.text));
    action->setData(choice.key);
    if (choice.isCommand) {
        connect(action, &QAction::triggered, this, [this, key = choice.key] { Q_EMIT chosen(key); });
        return;
    }
    action->setCheckable(true);
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, key = choice.key] {
        if (key == m_current)
            return;
        setCurrent(key);
        Q_EMIT chosen(key);
    });
}

void FilterChoice::setCurrent(const QString& key, const QString& text) {
    m_current = key;
    m_currentText = text;
    showCurrent();
}

QString FilterChoice::currentText() const {
    if (!m_currentText.isEmpty())
        return m_currentText;
    const auto found = std::find_if(m_choices.begin(), m_choices.end(),
                                    [this](const Choice& choice) { return choice.key == m_current; });
    return found == m_choices.end() ? QString() : found->text;
}

void FilterChoice::showCurrent() {
    QString text = m_currentText;
    QAction* ticked = nullptr;
    for (auto* action : m_group->actions()) {
        if (action->data().toString() == m_current)
            ticked = action;
    }
    if (ticked) {
        ticked->setChecked(true);
        if (text.isEmpty())
            text = ticked->text().replace(QStringLiteral("&&"), QStringLiteral("&"));
    } else if (auto* before = m_group->checkedAction()) {
        m_group->setExclusive(false);
        before->setChecked(false);
        m_group->setExclusive(true);
    }
    setText(escapedAmpersands(tr("%1: %2", "name and choice of a filter: Status: any").arg(m_name, text)));
    setAccessibleDescription(text);
}

} // namespace wallaroo
