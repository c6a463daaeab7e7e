#pragma once

#include <QList>
#include <QPushButton>
#include <QString>

class QActionGroup;
class QMenu;

namespace wallaroo {

/// A button with a menu of choices that filters what is below it: "Status: any ▾". On the accessibility bus its name is
/// the plain name ("Status") and its description what is chosen.
class FilterChoice final : public QPushButton {
    Q_OBJECT
public:
    struct Choice {
        QString key;  ///< for the program and for remembering; never empty
        QString text; ///< translated
        bool separatorBefore = false;
        bool isCommand = false; ///< asks for something (a number of days, say): told, never ticked
    };

    /// name: translated, "Status".
    explicit FilterChoice(const QString& name, QWidget* parent = nullptr);

    /// "any" stands first and has the empty key. A current choice that is no longer there becomes "any".
    void setChoices(const QList<Choice>& choices);

    /// Empty: any.
    [[nodiscard]] QString current() const { return m_current; }

    /// What the button says is chosen; empty: any.
    [[nodiscard]] QString currentText() const;

    /// Without a signal. text: what the button says for a key that is in no choice ("not for 45 days").
    void setCurrent(const QString& key, const QString& text = {});

Q_SIGNALS:
    void chosen(const QString& key); ///< by the person, when it is another, and each time for a command

private:
    void addChoice(const Choice& choice);
    void showCurrent();

    QString m_name;
    QString m_current;
    QString m_currentText;
    QList<Choice> m_choices;
    QMenu* m_menu;
    QActionGroup* m_group;
};

} // namespace wallaroo
